import { hash, randomBytes } from 'node:crypto'
import { type Nip47Transaction, NWCClient, NWCWalletService, NWCWalletServiceKeyPair } from '@getalby/sdk/nwc'
import { type FakeRelay, startFakeRelay } from '#tests/helper/nwc/fake-relay.ts'

export type FakeTransaction = Nip47Transaction & { updated_at: number }

export type FakeNwcWallet = {
  relay: FakeRelay
  connection: string
  transactions: FakeTransaction[]
  /** Makes one settle, and tells of it. */
  settle(transaction: FakeTransaction, options?: { silently?: boolean }): Promise<void>
  behaviour: {
    /** Answers every request with this error. */
    refuse: { code: string; message: string } | null
    /** Answers with what nobody can decrypt. */
    garble: boolean
    /** Does not answer at all. */
    silent: boolean
    /** Gives the first page whatever is asked for. */
    ignoreOffset: boolean
    /** No answer that holds more letters than this reaches anybody, as over a relay with a limit. */
    largest: number
    network: string
    node: string
    methods: string[]
  }
  /** What was asked for. */
  asked: { from?: number; limit?: number; offset?: number }[]
  /** The wallet itself was off: it comes back to the relay. */
  reconnect(): Promise<void>
  close(): Promise<void>
}

/** A wallet of the SDK's own service on a relay of its own; like Alby Hub it sorts and filters by when a transaction changed. */
export async function startFakeNwcWallet(): Promise<FakeNwcWallet> {
  const relay = await startFakeRelay()
  const clientSecret = randomBytes(32).toString('hex')
  const walletSecret = randomBytes(32).toString('hex')
  const client = new NWCClient({ relayUrls: [relay.url], secret: clientSecret, walletPubkey: 'a'.repeat(64) })
  const keys = new NWCWalletServiceKeyPair(walletSecret, client.publicKey)
  const transactions: FakeTransaction[] = []
  const asked: FakeNwcWallet['asked'] = []
  const behaviour: FakeNwcWallet['behaviour'] = {
    refuse: null,
    garble: false,
    silent: false,
    ignoreOffset: false,
    largest: Number.POSITIVE_INFINITY,
    network: 'mainnet',
    node: '02'.padEnd(66, 'a'),
    methods: ['get_info', 'list_transactions'],
  }
  const answer = async <T>(result: T) => {
    if (behaviour.silent || JSON.stringify(result).length > behaviour.largest) await new Promise(() => {})
    return behaviour.refuse ? { result: undefined, error: behaviour.refuse } : { result, error: undefined }
  }
  const handler = {
    getInfo: () =>
      answer({
        alias: 'Fake hub',
        color: '',
        pubkey: behaviour.node,
        network: behaviour.network,
        block_height: 1,
        block_hash: '',
        methods: behaviour.methods as never[],
      }),
    listTransactions: ({
      from = 0,
      until = Number.POSITIVE_INFINITY,
      limit = 50,
      offset = 0,
    }: {
      from?: number
      until?: number
      limit?: number
      offset?: number
    }) => {
      asked.push({ from, limit, offset })
      const all = transactions
        .filter(({ state, updated_at }) => state === 'settled' && updated_at >= from && updated_at <= until)
        .sort((a, b) => b.updated_at - a.updated_at)
      const first = behaviour.ignoreOffset ? 0 : offset
      return answer({
        transactions: all.slice(first, first + Math.min(limit, 50)).map(({ updated_at: _, ...rest }) => rest),
        total_count: all.length,
      })
    },
  }
  let service: NWCWalletService
  const connect = async () => {
    service = new NWCWalletService({ relayUrls: [relay.url] })
    // Its answers are published where nobody would catch that the relay is gone.
    const publish = service.pool.publish.bind(service.pool)
    service.pool.publish = (...given) => publish(...given).map((sent) => sent.catch(String))
    const encrypt = service.encrypt.bind(service)
    service.encrypt = async (...given) => (behaviour.garble ? 'AAAA' : encrypt(...given))
    await service.publishWalletServiceInfoEvent(
      walletSecret,
      ['get_info', 'list_transactions'],
      ['payment_received'],
    )
    await service.subscribe(keys, handler)
    relay.keep()
  }
  await connect()
  return {
    relay,
    connection: `nostr+walletconnect://${keys.walletPubkey}?relay=${encodeURIComponent(relay.url)}&secret=${clientSecret}`,
    transactions,
    asked,
    behaviour,
    settle: async (transaction, { silently = false } = {}) => {
      const now = Math.floor(Date.now() / 1000)
      Object.assign(transaction, { state: 'settled', settled_at: now, updated_at: now })
      if (!transactions.includes(transaction)) transactions.push(transaction)
      if (silently) return
      const { updated_at: _, ...notification } = transaction
      const content = JSON.stringify({ notification_type: 'payment_received', notification })
      const own = service
      for (const [kind, encryption] of [
        [23196, 'nip04'],
        [23197, 'nip44_v2'],
      ] as const) {
        const event = await own.signEvent(
          {
            kind,
            created_at: now,
            tags: [['p', keys.clientPubkey]],
            content: await own.encrypt(keys, content, encryption),
          },
          walletSecret,
        )
        await Promise.allSettled(own.pool.publish([relay.url], event))
      }
    },
    reconnect: connect,
    close: async () => {
      service.close()
      await relay.close()
    },
  }
}

/** A transaction of a fake wallet: a keysend with a boostagram that settled long ago, unless told otherwise. */
export function makeTransaction(index: number, overrides: Partial<FakeTransaction> = {}): FakeTransaction {
  const settled_at = 1_700_000_000 + index
  const boostagram = {
    app_name: 'Castamatic',
    podcast: 'Test Show',
    episode: `Episode ${index % 7}`,
    action: index % 3 === 0 ? 'boost' : 'stream',
    sender_name: `listener ${index % 11}`,
    message: index % 3 === 0 ? `Boost number ${index}` : '',
    value_msat_total: 100_000 + index,
    ts: index,
  }
  return {
    type: 'incoming',
    state: 'settled',
    invoice: '',
    description: String(boostagram.message),
    description_hash: '',
    preimage: hash('sha256', `preimage ${index}`),
    payment_hash: hash('sha256', `nwc ${index}`),
    amount: 100_000 + index,
    fees_paid: 0,
    settled_at,
    created_at: settled_at - 5,
    expires_at: settled_at + 3600,
    updated_at: settled_at,
    metadata: {
      tlv_records: [{ type: 7629169, value: Buffer.from(JSON.stringify(boostagram)).toString('hex') }],
    },
    ...overrides,
  }
}
