import { hash, randomBytes } from 'node:crypto'
import {
  type Nip47Method,
  type Nip47Transaction,
  NWCClient,
  NWCWalletService,
  NWCWalletServiceKeyPair,
} from '@getalby/sdk/nwc'
import { makeInvoice } from '#tests/helper/nostr/make-invoice.ts'
import { type FakeRelay, startFakeRelay } from '#tests/helper/nwc/fake-relay.ts'

type Entry = {
  payment_hash: string
  preimage: string
  amount: number
  invoice: string
  tlv: { type: number; value: string }[]
  /** When the payer paid it. */
  paid: boolean
}

export type FakeBank = {
  relay: FakeRelay
  /** Connection secrets of two wallets: one that pays, and one that is paid. */
  payer: string
  payee: NWCClient
  /** Every payment that was made, in order: one that is twice in it was paid twice. */
  paid: { payment_hash: string; amount: number; tlv: Entry['tlv'] }[]
  behaviour: {
    /** Refuses to pay, with this error. */
    refuse: { code: string; message: string } | null
    /** Pays, and tells nobody. */
    mute: boolean
    /** Does not pay, and tells nobody. */
    deaf: boolean
    /** Says what it paid when it is asked. */
    remembers: boolean
    /** What the connection may do; null: all that the wallet can. */
    may: Nip47Method[] | null
    /** Called at the moment of paying, before it is paid. */
    onPay: () => Promise<void> | void
  }
  /** Ends what it left without an answer, with an error that says nothing. */
  letGo(): void
  close(): Promise<void>
}

const FEE = 1_000
const METHODS = [
  'get_info',
  'get_balance',
  'pay_invoice',
  'pay_keysend',
  'make_invoice',
  'lookup_invoice',
  'list_transactions',
] satisfies Nip47Method[]

/** Two wallets of the SDK's own service, each at a relay, with one ledger: what the one pays, the other has. */
export async function startFakeBank(): Promise<FakeBank> {
  const relay = await startFakeRelay()
  const ledger = new Map<string, Entry>()
  const paid: FakeBank['paid'] = []
  const behaviour: FakeBank['behaviour'] = {
    refuse: null,
    mute: false,
    deaf: false,
    remembers: true,
    may: null,
    onPay: () => {},
  }
  const restarted = { result: undefined, error: { code: 'INTERNAL', message: 'restarted' } }
  let hung: (() => void)[] = []
  /** Does not answer before it is let go. */
  const hang = async () => {
    await new Promise<void>((resolve) => hung.push(resolve))
    return restarted
  }
  const settle = async (entry: Entry) => {
    if (behaviour.refuse) return { result: undefined, error: behaviour.refuse }
    await behaviour.onPay()
    if (behaviour.deaf) return await hang()
    // As a node does: a hash that was paid is not paid again.
    if (entry.paid) return { result: undefined, error: { code: 'OTHER', message: 'invoice is already paid' } }
    entry.paid = true
    paid.push({ payment_hash: entry.payment_hash, amount: entry.amount, tlv: entry.tlv })
    if (behaviour.mute) return await hang()
    return { result: { preimage: entry.preimage, fees_paid: FEE }, error: undefined }
  }
  const asTransaction = (entry: Entry, type: 'incoming' | 'outgoing'): Nip47Transaction => ({
    type,
    state: entry.paid ? 'settled' : 'pending',
    invoice: entry.invoice,
    description: '',
    description_hash: '',
    preimage: entry.paid ? entry.preimage : '',
    payment_hash: entry.payment_hash,
    amount: entry.amount,
    fees_paid: type === 'outgoing' ? FEE : 0,
    settled_at: entry.paid ? Math.floor(Date.now() / 1000) : 0,
    created_at: Math.floor(Date.now() / 1000),
    expires_at: Math.floor(Date.now() / 1000) + 3600,
  })
  const lookUp = (type: 'incoming' | 'outgoing') => async (asked: { payment_hash?: string }) => {
    const entry = ledger.get(asked.payment_hash ?? '')
    const isKnown = entry && (type === 'incoming' || (entry.paid && behaviour.remembers))
    return isKnown
      ? { result: asTransaction(entry, type), error: undefined }
      : { result: undefined, error: { code: 'NOT_FOUND', message: 'no such transaction' } }
  }
  const payer = await openService(relay, {
    getInfo: async () => ({
      result: {
        alias: 'Harbour Hub',
        color: '',
        pubkey: `02${'07'.repeat(32)}`,
        network: 'mainnet',
        block_height: 1,
        block_hash: '',
        methods: behaviour.may ?? METHODS,
        notifications: [],
      },
      error: undefined,
    }),
    getBalance: async () => ({ result: { balance: 4_321_999 }, error: undefined }),
    payInvoice: async ({ invoice }: { invoice: string }) => {
      const entry = [...ledger.values()].find((one) => one.invoice === invoice)
      if (!entry) return { result: undefined, error: { code: 'OTHER', message: 'no route' } }
      return await settle(entry)
    },
    payKeysend: async (asked: {
      amount: number
      preimage?: string
      tlv_records?: { type: number; value: string }[]
    }) => {
      const preimage = asked.preimage ?? randomBytes(32).toString('hex')
      const payment_hash = hash('sha256', Buffer.from(preimage, 'hex'))
      const entry = ledger.get(payment_hash) ?? {
        payment_hash,
        preimage,
        amount: asked.amount,
        invoice: '',
        tlv: asked.tlv_records ?? [],
        paid: false,
      }
      ledger.set(payment_hash, entry)
      const settled = await settle(entry)
      return settled.result
        ? { result: { ...asTransaction(entry, 'outgoing'), ...settled.result }, error: undefined }
        : settled
    },
    lookupInvoice: lookUp('outgoing'),
    listTransactions: async ({ limit = 50, offset = 0 }: { limit?: number; offset?: number }) => {
      const known = [...ledger.values()].filter(({ paid: isPaid }) => isPaid && behaviour.remembers)
      const page = known.slice(offset, offset + limit).map((entry) => asTransaction(entry, 'outgoing'))
      return { result: { transactions: page, total_count: known.length }, error: undefined }
    },
  })
  const otherRelay = await startFakeRelay()
  const payee = await openService(otherRelay, {
    makeInvoice: async (asked: { amount: number; description_hash?: string }) => {
      const preimage = randomBytes(32).toString('hex')
      const payment_hash = hash('sha256', Buffer.from(preimage, 'hex'))
      const invoice = makeInvoice({
        amount_msat: asked.amount,
        payment_hash,
        ...(asked.description_hash ? { description_hash: asked.description_hash } : {}),
      })
      const entry = { payment_hash, preimage, amount: asked.amount, invoice, tlv: [], paid: false }
      ledger.set(payment_hash, entry)
      return { result: asTransaction(entry, 'incoming'), error: undefined }
    },
    lookupInvoice: lookUp('incoming'),
  })
  for (const each of [relay, otherRelay]) each.keep()
  const client = new NWCClient({ nostrWalletConnectUrl: payee.connection })
  return {
    relay,
    payer: payer.connection,
    payee: client,
    paid,
    behaviour,
    letGo: () => {
      for (const go of hung) go()
      hung = []
    },
    close: async () => {
      client.close()
      payer.close()
      payee.close()
      for (const each of [relay, otherRelay]) await each.close()
    },
  }
}

async function openService(relay: FakeRelay, handler: Parameters<NWCWalletService['subscribe']>[1]) {
  const walletSecret = randomBytes(32).toString('hex')
  const clientSecret = randomBytes(32).toString('hex')
  const { publicKey } = new NWCClient({
    relayUrls: [relay.url],
    secret: clientSecret,
    walletPubkey: '02'.padEnd(64, '1'),
  })
  const keys = new NWCWalletServiceKeyPair(walletSecret, publicKey)
  const service = new NWCWalletService({ relayUrls: [relay.url] })
  const publish = service.pool.publish.bind(service.pool)
  service.pool.publish = (...given) => publish(...given).map((sent) => sent.catch(String))
  await service.publishWalletServiceInfoEvent(walletSecret, [...METHODS], ['payment_received'])
  await service.subscribe(keys, handler)
  return {
    connection: `nostr+walletconnect://${keys.walletPubkey}?relay=${encodeURIComponent(relay.url)}&secret=${clientSecret}`,
    close: () => service.close(),
  }
}
