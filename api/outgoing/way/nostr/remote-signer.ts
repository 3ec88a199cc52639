import type { LookupFunction } from 'node:net'
import { AbstractSimplePool } from 'nostr-tools/abstract-pool'
import { BUNKER_REGEX, type BunkerPointer, BunkerSigner, parseBunkerInput } from 'nostr-tools/nip46'
import { verifyEvent } from 'nostr-tools/pure'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { guardSocket } from '#api/fetch/guard-socket.ts'
import { type Allowance, countByMinute, RELAY_SOCKET } from '#api/fetch/relay-socket.ts'
import { withTimeout } from '#api/lib/async.ts'
import { oneLine } from '#api/lib/one-line.ts'

/** Someone may have to look at a phone. */
const PATIENCE_MS = 30_000
const MAX_MESSAGE = 256 * 1024
/** A signer says a few words; a relay that passes on more than that floods. */
const ALLOWED: Allowance = { messages: 1_000, bytes: 16 * MAX_MESSAGE }
const WORDS = 200

/** A signer that holds the show's key elsewhere (NIP-46), and the key by which it knows us. */
export const bunkerSchema = z.object({
  pubkey: z.string().regex(/^[0-9a-f]{64}$/),
  relays: z.array(z.string()).min(1).max(10),
  secret: z.string().nullable(),
  client: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Bunker = z.infer<typeof bunkerSchema>

/** Why it did not sign. */
export class SignerProblem extends Error {
  override name = 'SignerProblem' as const
  /** Whether it said no; else it did not answer. */
  readonly isRefusal: boolean
  constructor(sentence: string, isRefusal: boolean) {
    super(sentence)
    this.isRefusal = isRefusal
  }
}

/** What is in a `bunker://` address; null where it is none. */
export async function readBunker(address: string): Promise<BunkerPointer | null> {
  const pointer = BUNKER_REGEX.test(address) ? await parseBunkerInput(address) : null
  return pointer && pointer.relays.length > 0 ? pointer : null
}

/**
 * Connects to a signer, has it do something, and lets go of it.
 * @param own_network the host of a relay that the owner says is in their own network
 * @throws SignerProblem where it does not answer, or says no
 */
export async function withSigner<T>(
  { client, ...pointer }: Bunker,
  own_network: string | null,
  work: (signer: BunkerSigner) => Promise<T>,
): Promise<T> {
  const relays = pointer.relays.filter((relay) => waysTo(relay, own_network) !== null)
  if (relays.length === 0) throw outside()
  const pool = createPool(own_network)
  const signer = BunkerSigner.fromBunker(
    Buffer.from(client, 'hex'),
    { ...pointer, relays },
    {
      pool,
      skipSwitchRelays: true,
    },
  )
  const done = Promise.withResolvers<T>()
  work(signer).then(done.resolve, (error: unknown) => done.reject(problemOf(error)))
  try {
    if (!(await withTimeout(done.promise, PATIENCE_MS)))
      throw new SignerProblem('The signer did not answer. Is it on, and does it know of Readout?', false)
    return await done.promise
  } finally {
    done.promise.catch(() => {})
    await signer.close().catch(() => {})
    pool.destroy()
  }
}

/**
 * Waits for a signer that was shown this address (`nostrconnect://…`) to come to its relays, and asks whom it signs as.
 * @param signal when to wait no longer
 * @returns null where none came until then
 * @throws SignerProblem where no relay can be reached, or it says no
 */
export async function awaitSigner(
  { client, address, relays }: { client: string; address: string; relays: readonly string[] },
  own_network: string | null,
  signal: AbortSignal,
): Promise<{ bunker: Bunker; pubkey: string } | null> {
  if (relays.every((relay) => waysTo(relay, own_network) === null)) throw outside()
  const pool = createPool(own_network)
  let signer: BunkerSigner | null = null
  try {
    const key = Buffer.from(client, 'hex')
    signer = await BunkerSigner.fromURI(key, address, { pool, skipSwitchRelays: true }, signal)
    const asked = signer.getPublicKey()
    asked.catch(() => {})
    if (!(await withTimeout(asked, PATIENCE_MS)))
      throw new SignerProblem('The signer came, and did not say whom it signs as.', false)
    return { bunker: { ...signer.bp, client }, pubkey: await asked }
  } catch (error) {
    if (error instanceof SignerProblem) throw error
    if (signal.aborted) return null
    if (signer === null) throw new SignerProblem('None of the relays can be reached.', false)
    throw problemOf(error)
  } finally {
    await signer?.close().catch(() => {})
    pool.destroy()
  }
}

function createPool(own_network: string | null): AbstractSimplePool {
  return new AbstractSimplePool({
    verifyEvent,
    websocketImplementation: createSocketFor(own_network) as unknown as typeof globalThis.WebSocket,
    maxWaitForConnection: PATIENCE_MS,
  })
}

/** Sockets that go into the public internet only, or to the host that was named, and are left where a relay floods. */
function createSocketFor(own_network: string | null) {
  return class extends WebSocket {
    constructor(address: string) {
      const ways = waysTo(address, own_network)
      if (!ways) throw outside()
      super(address, { maxPayload: MAX_MESSAGE, ...RELAY_SOCKET, ...ways })
      const isAllowed = countByMinute(ALLOWED)
      this.on('message', (data) => {
        if (!isAllowed(String(data).length)) this.terminate()
      })
    }
  }
}

/** How a relay may be reached; null: not at all. */
function waysTo(relay: string, own_network: string | null): { lookup?: LookupFunction } | null {
  return new URL(relay).hostname === own_network?.toLowerCase() ? {} : guardSocket(relay)
}

function outside(): SignerProblem {
  return new SignerProblem('The address of the signer’s relay does not lead into the public internet.', true)
}

/** The library rejects with an error for each relay where none of them took what was to go to the signer. */
function problemOf(error: unknown): SignerProblem {
  return error instanceof AggregateError
    ? new SignerProblem(
        'The signer’s relay cannot be reached, or does not take what Readout sends. See that it is on, or choose another in the signer.',
        false,
      )
    : new SignerProblem(wordsOf(error), true)
}

/** The library rejects with what the signer says, as it is: what signers are known to say, in plain words, and else theirs with a step. */
function wordsOf(error: unknown): string {
  const said = oneLine(error instanceof Error ? error.message : String(error)).slice(0, WORDS)
  if (/secret|token|already (used|connected)/i.test(said))
    return 'The signer does not take the secret in this address: each is good for one connection. Have the signer make a new address.'
  if (/reject|denied|deny|declin|cancel/i.test(said))
    return 'Somebody said no in the signer. Allow there what Readout asks for, and try again.'
  if (/permission|unauthori[sz]ed|not (allowed|authori[sz]ed)|forbidden/i.test(said))
    return 'The signer does not let Readout do this. Allow Readout there to sign notes, and try again.'
  return `The signer says no: “${said}”. See in the signer what it wants, and try again.`
}
