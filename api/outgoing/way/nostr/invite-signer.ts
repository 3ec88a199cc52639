import { randomBytes } from 'node:crypto'
import { npubEncode } from 'nostr-tools/nip19'
import { createNostrConnectURI } from 'nostr-tools/nip46'
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure'
import { z } from 'zod'
import type { SecretBox } from '#api/auth/secret-box.ts'
import type { Context } from '#api/context.ts'
import type { NewSignerInvite, SignerInviteJson, SignerWaitJson } from '#api/contract/outgoing/signer.ts'
import { AppError } from '#api/errors.ts'
import { checkRelay } from '#api/outgoing/way/nostr/check-relay.ts'
import { type NostrSecrets, nostrSecretsSchema } from '#api/outgoing/way/nostr/nostr-secrets.ts'
import { awaitSigner, SignerProblem } from '#api/outgoing/way/nostr/remote-signer.ts'

const INVITED = 'invited signer'
const CONNECTED = 'connected signer'
/** So long an address is good, and what came of it. */
const GOOD_MS = 15 * 60_000
/** Below what stands between lets an answer wait. */
const WAIT_MS = 25_000

const inviteSchema = z.object({
  client: z.string(),
  address: z.string(),
  relays: z.array(z.string()),
  own_network: z.string().nullable(),
  until: z.number(),
})
const connectedSchema = z.object({ secrets: nostrSecretsSchema, until: z.number() })

/**
 * Makes an address that a signer connects to Readout by, over these relays. Nothing of it is kept here: who was given it gives it back, so that
 * whichever process is asked can wait for the signer.
 * @throws AppError unprocessable
 */
export function inviteSigner(
  { secrets, now }: Pick<Context, 'secrets' | 'now'>,
  { relays, own_network }: NewSignerInvite,
): SignerInviteJson {
  for (const relay of relays) checkRelay(relay, own_network)
  const key = generateSecretKey()
  const address = createNostrConnectURI({
    clientPubkey: getPublicKey(key),
    relays,
    secret: randomBytes(16).toString('hex'),
    perms: ['get_public_key', 'sign_event:1'],
    name: 'Readout',
  })
  const client = Buffer.from(key).toString('hex')
  const until = now().getTime() + GOOD_MS
  return {
    address,
    invite: secrets.seal(JSON.stringify({ client, address, relays, own_network, until }), INVITED),
  }
}

/**
 * Waits a while for the signer that an address was shown to.
 * @returns what a way is made with, once it came; until then nothing, and it is to be asked again
 * @throws AppError unprocessable
 */
export async function waitForSigner(
  { secrets, now }: Pick<Context, 'secrets' | 'now'>,
  sealed: string,
  gone: AbortSignal,
): Promise<SignerWaitJson> {
  const { own_network, until, ...invite } = read(secrets, sealed, INVITED, inviteSchema)
  if (until < now().getTime())
    throw new AppError('unprocessable', 'This address is over. Have another one made.')
  try {
    const signal = AbortSignal.any([gone, AbortSignal.timeout(WAIT_MS)])
    const came = await awaitSigner(invite, own_network, signal)
    if (!came) return { signer: null, npub: null }
    const kept = { secrets: came, until: now().getTime() + GOOD_MS }
    return { signer: secrets.seal(JSON.stringify(kept), CONNECTED), npub: npubEncode(came.pubkey) }
  } catch (error) {
    if (error instanceof SignerProblem) throw new AppError('unprocessable', error.message)
    throw error
  }
}

/** The signer that came, as `waitForSigner` gave it; null where it is none. @throws AppError unprocessable where that is too long ago */
export function readConnected(
  { secrets, now }: Pick<Context, 'secrets' | 'now'>,
  signer: string,
): NostrSecrets | null {
  if (signer.includes('://')) return null
  const connected = read(secrets, signer, CONNECTED, connectedSchema)
  if (connected.until < now().getTime())
    throw new AppError('unprocessable', 'It is too long ago that this signer came. Have it connect again.')
  return connected.secrets
}

/** What was sealed here for this purpose. */
function read<T>(box: SecretBox, sealed: string, purpose: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(box.open(sealed, purpose)))
  } catch {
    throw new AppError(
      'unprocessable',
      'This is neither the address of a signer nor one that came to Readout.',
    )
  }
}
