import { hash } from 'node:crypto'
import { type JsonServer, startJsonServer } from '#tests/helper/json-server.ts'

/** A payment as LNbits 1.6.2 gives it. */
export type FakeLnbitsPayment = ReturnType<typeof makeLnbitsPayment>

export type FakeLnbits = {
  server: JsonServer
  settings: { address: string; key: string }
  adminKey: string
  payments: FakeLnbitsPayment[]
  /** What was asked for, as queries. */
  asked: URLSearchParams[]
  behaviour: { status: number | null }
  /** Makes one settle, and tells of it. */
  settle(payment: FakeLnbitsPayment, options?: { silently?: boolean }): void
  close(): Promise<void>
}

/** LNbits with one wallet, as version 1.6.2 answers: unknown filters passed over, unknown keys not found, telling under both keys. */
export async function startFakeLnbits(): Promise<FakeLnbits> {
  const key = 'd0'.repeat(16)
  const adminKey = 'ad'.repeat(16)
  const payments: FakeLnbitsPayment[] = []
  const asked: URLSearchParams[] = []
  const behaviour: FakeLnbits['behaviour'] = { status: null }
  const server = await startJsonServer(({ url, headers }) => {
    if (behaviour.status !== null) return { status: behaviour.status, body: { detail: 'Something else.' } }
    if (!/^\/api\/v1\/(wallet|payments\/paginated)$/.test(url.pathname))
      return { status: 404, body: { detail: 'Not Found' } }
    const given = headers['x-api-key']
    if (given === undefined) return { status: 401, body: { detail: 'No Api Key provided.' } }
    if (given !== key && given !== adminKey) return { status: 404, body: { detail: 'Wallet not found.' } }
    if (url.pathname === '/api/v1/wallet')
      return { body: { name: 'podcast', balance: 0, ...(given === adminKey ? { id: WALLET } : {}) } }
    asked.push(url.searchParams)
    return { body: page(payments, url.searchParams) }
  })
  return {
    server,
    settings: { address: server.address, key },
    adminKey,
    payments,
    asked,
    behaviour,
    settle: (payment, { silently = false } = {}) => {
      Object.assign(payment, { status: 'success', updated_at: instant(Date.now()) })
      if (!payments.includes(payment)) payments.push(payment)
      if (!silently)
        for (const each of [key, adminKey])
          server.tell(`/api/v1/ws/${each}`, { wallet_balance: 0, payment: { ...payment } })
    },
    close: server.close,
  }
}

const WALLET = '309cb321cc744c53a578c54f18f618c1'

function page(payments: readonly FakeLnbitsPayment[], query: URLSearchParams) {
  const found = payments.filter(({ status }) => !query.has('status') || status === query.get('status'))
  const by = query.get('sortby') === 'updated_at' ? 'updated_at' : 'created_at'
  const turn = query.get('direction') === 'desc' ? -1 : 1
  found.sort((a, b) => (a[by] < b[by] ? -turn : turn))
  const offset = Number(query.get('offset') ?? 0)
  const limit = Math.min(1000, Number(query.get('limit') ?? 10))
  return { data: found.slice(offset, offset + limit), total: found.length }
}

/** A settled payment of long ago, unless told otherwise. */
export function makeLnbitsPayment(index: number, overrides: Record<string, unknown> = {}) {
  const made = (1_700_000_000 + index * 10) * 1000
  const payment_hash = hash('sha256', `lnbits ${index}`)
  return {
    checking_id: payment_hash,
    payment_hash,
    wallet_id: WALLET,
    amount: 100_000 + index,
    fee: 0,
    bolt11: `lnbc1fake${index}`,
    payment_request: `lnbc1fake${index}`,
    fiat_provider: null,
    status: 'success',
    memo: `rss::payment::boost https://meta.example/${index} Boost number ${index}`,
    expiry: instant(made + 3_600_000),
    webhook: null,
    webhook_status: null,
    preimage: hash('sha256', `preimage ${index}`),
    tag: null,
    extension: null,
    time: instant(made),
    created_at: instant(made),
    updated_at: instant(made + 4_000),
    labels: [],
    extra: {},
    external_id: null,
    ...overrides,
  }
}

/** As Python writes it. */
function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/(\d{3})Z$/, '$1123+00:00')
}
