import { decode, npubEncode } from 'nostr-tools/nip19'
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure'
import { AppError } from '#api/errors.ts'
import { checkWords } from '#api/outgoing/way/body/sample.ts'
import { checkRelay } from '#api/outgoing/way/nostr/check-relay.ts'
import { readConnected } from '#api/outgoing/way/nostr/invite-signer.ts'
import { type NostrSecrets, nostrSecretsSchema } from '#api/outgoing/way/nostr/nostr-secrets.ts'
import { publishNote } from '#api/outgoing/way/nostr/publish-note.ts'
import { readBunker, SignerProblem, withSigner } from '#api/outgoing/way/nostr/remote-signer.ts'
import { signOnce } from '#api/outgoing/way/nostr/sign-once.ts'
import { whyNoNote } from '#api/outgoing/way/nostr/why-no-note.ts'
import { writeNote } from '#api/outgoing/way/nostr/write-note.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import type { WayKindOf } from '#api/outgoing/way/way-kind.ts'

/** Told by a note on Nostr, signed with a key of the show's. */
export const nostr: WayKindOf<'nostr', NostrSecrets> = {
  open: (sealed, { secrets }) => openSecrets(secrets, sealed, nostrSecretsSchema),
  keep: async ({ secret_key, signer, relays, text, wait_s, own_network }, ctx, known) => {
    const { now } = ctx
    for (const relay of relays) checkRelay(relay, own_network)
    checkWords((told) => writeNote(text, told, { show: null, episode: null }, now()), now())
    if (secret_key !== null && signer !== null)
      throw new AppError('unprocessable', 'Give a secret key, or the address of a signer that holds it.')
    const secrets =
      signer === null
        ? keyFor(secret_key, known)
        : (readConnected(ctx, signer) ?? (await connectSigner(signer, own_network)))
    const pubkey = 'key' in secrets ? getPublicKey(Buffer.from(secrets.key, 'hex')) : secrets.pubkey
    return {
      settings: {
        kind: 'nostr',
        relays: [...new Set(relays)],
        text,
        wait_s,
        own_network,
        pubkey,
        npub: npubEncode(pubkey),
        ...('bunker' in secrets ? { signer: true as const } : {}),
      },
      secrets,
    }
  },
  givenFor: ({ settings: { relays, text, wait_s, own_network } }) => ({
    kind: 'nostr',
    secret_key: null,
    signer: null,
    relays,
    text,
    wait_s,
    own_network,
  }),
  send: async (ctx, way, told, signal) => {
    const why = await whyNoNote(ctx.db, way, told)
    if (why !== null) return { kind: 'left_out', answer: why }
    try {
      const note = await signOnce(ctx.db, way, told)
      return await publishNote(note, way.settings, signal)
    } catch (error) {
      if (!(error instanceof SignerProblem)) throw error
      return error.isRefusal
        ? { kind: 'refused', answer: error.message }
        : { kind: 'later', answer: error.message, afterMs: null }
    }
  },
}

function keyFor(secret_key: string | null, known: NostrSecrets | null): NostrSecrets {
  if (secret_key !== null) return { key: readKey(secret_key) }
  return known ?? { key: Buffer.from(generateSecretKey()).toString('hex') }
}

/** Introduces Readout to a signer, by a key that is made for this way alone. @throws AppError unprocessable */
async function connectSigner(address: string, own_network: string | null): Promise<NostrSecrets> {
  const pointer = await readBunker(address)
  if (!pointer)
    throw new AppError('unprocessable', 'The address of a signer begins with bunker:// and names its relays.')
  for (const relay of pointer.relays) checkRelay(relay, own_network)
  const bunker = { ...pointer, client: Buffer.from(generateSecretKey()).toString('hex') }
  try {
    const pubkey = await withSigner(bunker, own_network, async (signer) => {
      await signer.connect({ name: 'Readout' })
      // What it is called by need not be the key that it signs with.
      return await signer.getPublicKey()
    })
    return { bunker, pubkey }
  } catch (error) {
    if (error instanceof SignerProblem) throw new AppError('unprocessable', error.message)
    throw error
  }
}

/** @throws AppError unprocessable where it is no key; never with the key in its words */
function readKey(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return checkedKey(text.toLowerCase())
  try {
    const read = decode(text)
    if (read.type === 'nsec') return checkedKey(Buffer.from(read.data).toString('hex'))
  } catch {
    // Said below, without the words of an error that may quote it.
  }
  throw new AppError('unprocessable', 'A secret key begins with nsec1, or is 64 letters of hex.')
}

function checkedKey(key: string): string {
  try {
    getPublicKey(Buffer.from(key, 'hex'))
    return key
  } catch {
    throw new AppError('unprocessable', 'This is no secret key of Nostr.')
  }
}
