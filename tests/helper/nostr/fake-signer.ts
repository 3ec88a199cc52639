import { decrypt, encrypt, getConversationKey } from 'nostr-tools/nip44'
import { toBunkerURL } from 'nostr-tools/nip46'
import { SimplePool } from 'nostr-tools/pool'
import {
  type EventTemplate,
  finalizeEvent,
  generateSecretKey,
  getPublicKey,
  type NostrEvent,
} from 'nostr-tools/pure'
import { z } from 'zod'

/** What goes between a signer and whoever asks it (NIP-46). */
const REQUESTS = 24_133
const requestSchema = z.object({ id: z.string(), method: z.string(), params: z.array(z.string()) })

export type FakeSigner = {
  address: string
  /** Of the key that it signs with. */
  pubkey: string
  /** What it was asked, in order. */
  asked: string[]
  behaviour: {
    /** Says no, with these words. */
    refuse: string | null
    /** Signs something else than it was asked. */
    lies: boolean
  }
  /** Comes by an address that it was shown, `nostrconnect://…`. @param secret another than that address has */
  come(address: string, secret?: string): Promise<void>
  close(): void
}

/** A signer of NIP-46 at a relay, by the keys and encryption of nostr-tools; its own key is another than the one that it signs with. */
export async function startFakeSigner(relay: string): Promise<FakeSigner> {
  const [own, signing] = [generateSecretKey(), generateSecretKey()]
  const pool = new SimplePool()
  const asked: string[] = []
  const behaviour: FakeSigner['behaviour'] = { refuse: null, lies: false }
  const known = new Set<string>()
  const secret = 'a-secret'

  const answer = (client: string, method: string, params: string[]): string => {
    if (method === 'connect') {
      if (params[1] !== secret) throw new Error('wrong secret')
      known.add(client)
      return 'ack'
    }
    if (!known.has(client)) throw new Error('unknown client')
    if (behaviour.refuse !== null) throw new Error(behaviour.refuse)
    if (method === 'get_public_key') return getPublicKey(signing)
    if (method !== 'sign_event') throw new Error(`no such method: ${method}`)
    const template = JSON.parse(params[0] ?? '') as EventTemplate
    const content = behaviour.lies ? 'Something else' : template.content
    return JSON.stringify(finalizeEvent({ ...template, content }, signing))
  }
  const hear = async (event: NostrEvent) => {
    const key = getConversationKey(own, event.pubkey)
    const { id, method, params } = requestSchema.parse(JSON.parse(decrypt(event.content, key)))
    asked.push(method)
    let said: object
    try {
      said = { id, result: answer(event.pubkey, method, params) }
    } catch (error) {
      said = { id, result: '', error: error instanceof Error ? error.message : String(error) }
    }
    const template = {
      kind: REQUESTS,
      created_at: Math.floor(Date.now() / 1000),
      tags: [['p', event.pubkey]],
      content: encrypt(JSON.stringify(said), key),
    }
    await Promise.all(pool.publish([relay], finalizeEvent(template, own)))
  }
  await new Promise<void>((resolve) => {
    pool.subscribe(
      [relay],
      { kinds: [REQUESTS], '#p': [getPublicKey(own)], since: Math.floor(Date.now() / 1000) - 10 },
      { onevent: (event) => void hear(event).catch(() => {}), oneose: resolve },
    )
  })
  return {
    address: toBunkerURL({ pubkey: getPublicKey(own), relays: [relay], secret }),
    pubkey: getPublicKey(signing),
    asked,
    behaviour,
    come: async (shown, given) => {
      const { host: client, searchParams } = new URL(shown)
      known.add(client)
      const key = getConversationKey(own, client)
      const said = { id: 'come', result: given ?? searchParams.get('secret') }
      const template = {
        kind: REQUESTS,
        created_at: Math.floor(Date.now() / 1000),
        tags: [['p', client]],
        content: encrypt(JSON.stringify(said), key),
      }
      await Promise.all(pool.publish(searchParams.getAll('relay'), finalizeEvent(template, own)))
    },
    close: () => pool.destroy(),
  }
}
