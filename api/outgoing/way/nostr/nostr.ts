import { decode, npubEncode } from 'nostr-tools/nip19'
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure'
import { z } from 'zod'
import { AppError } from '#api/errors.ts'
import { checkWords } from '#api/outgoing/way/body/sample.ts'
import { publishNote } from '#api/outgoing/way/nostr/publish-note.ts'
import { signOnce } from '#api/outgoing/way/nostr/sign-once.ts'
import { whyNoNote } from '#api/outgoing/way/nostr/why-no-note.ts'
import { writeNote } from '#api/outgoing/way/nostr/write-note.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import type { WayKindOf } from '#api/outgoing/way/way-kind.ts'

const secretsSchema = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) })
type NostrSecrets = z.infer<typeof secretsSchema>

/** Told by a note on Nostr, signed with a key of the show's. */
export const nostr: WayKindOf<'nostr', NostrSecrets> = {
  open: (sealed, { secrets }) => openSecrets(secrets, sealed, secretsSchema),
  keep: ({ secret_key, relays, text, wait_s, own_network }, { now }, known) => {
    for (const relay of relays) checkRelay(relay, own_network)
    checkWords((told) => writeNote(text, told, { show: null, episode: null }, now()), now())
    const key =
      secret_key === null
        ? (known?.key ?? Buffer.from(generateSecretKey()).toString('hex'))
        : readKey(secret_key)
    const pubkey = getPublicKey(Buffer.from(key, 'hex'))
    return {
      settings: {
        kind: 'nostr',
        relays: [...new Set(relays)],
        text,
        wait_s,
        own_network,
        pubkey,
        npub: npubEncode(pubkey),
      },
      secrets: { key },
    }
  },
  givenFor: ({ settings: { relays, text, wait_s, own_network } }) => ({
    kind: 'nostr',
    secret_key: null,
    relays,
    text,
    wait_s,
    own_network,
  }),
  send: async (ctx, way, told, signal) => {
    const why = await whyNoNote(ctx.db, way, told)
    if (why !== null) return { kind: 'left_out', answer: why }
    const note = await signOnce(ctx.db, way, told)
    return await publishNote(note, way.settings, signal)
  },
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

function checkRelay(relay: string, own_network: string | null): void {
  const url = URL.canParse(relay) ? new URL(relay) : null
  if (!url || url.username || url.password)
    throw new AppError('unprocessable', `This is no address of a relay: ${relay.slice(0, 100)}.`)
  const isOwn = own_network !== null && url.hostname === own_network.toLowerCase()
  if (url.protocol !== 'wss:' && !isOwn)
    throw new AppError(
      'unprocessable',
      'A relay begins with wss://. Only a host that you allow in your own network may do without.',
    )
}
