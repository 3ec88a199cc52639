import { hash } from 'node:crypto'
import { type JsonServer, type Reply, startJsonServer } from '#tests/helper/json-server.ts'

/** An order as Zaprite lists it. */
export type FakeZapriteOrder = ReturnType<typeof makeZapriteOrder>

export type FakeZaprite = {
  server: JsonServer
  settings: { address: string; key: string }
  orders: FakeZapriteOrder[]
  behaviour: { refuse: Reply | null }
  close(): Promise<void>
}

/**
 * Zaprite's API as what is public of it says: pages with how many there are, only named states, a list of them under one name passed over,
 * and what has no time of payment first of the newest.
 */
export async function startFakeZaprite(): Promise<FakeZaprite> {
  const key = 'zap-key'
  const orders: FakeZapriteOrder[] = []
  const behaviour: FakeZaprite['behaviour'] = { refuse: null }
  const server = await startJsonServer(({ url, headers }) => {
    if (behaviour.refuse) return behaviour.refuse
    if (headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { code: 'UNAUTHORIZED', message: 'Unauthorized' } }
    if (url.pathname !== '/v1/orders')
      return { status: 404, body: { code: 'NOT_FOUND', message: 'Not found' } }
    const query = url.searchParams
    const wanted = query.getAll('status')
    const found = orders
      .filter(({ status }) => (wanted.length > 0 ? wanted.includes(status) : status !== 'PENDING'))
      .sort((a, b) => timeOf(a) - timeOf(b))
    if (query.get('sortOrder') === 'desc') found.reverse()
    const size = Math.min(100, Number(query.get('limit') ?? 25))
    const page = Number(query.get('page') ?? 1)
    return {
      body: {
        items: found.slice((page - 1) * size, page * size),
        meta: { page, pagesCount: Math.ceil(found.length / size) },
      },
    }
  })
  return { server, settings: { address: server.address, key }, orders, behaviour, close: server.close }
}

function timeOf({ paidAt }: FakeZapriteOrder): number {
  return paidAt === null ? Number.POSITIVE_INFINITY : Date.parse(paidAt)
}

/** An order of long ago that a show's own page made, paid over Lightning, unless told otherwise. */
export function makeZapriteOrder(index: number, overrides: Record<string, unknown> = {}) {
  return {
    id: `od_${index}`,
    orgId: 'org_show',
    status: 'COMPLETE',
    currency: 'BTC',
    totalAmount: 1_000 + index,
    paidAt: new Date((1_700_000_000 + index * 10) * 1000).toISOString() as string | null,
    createdAt: new Date((1_699_999_000 + index * 10) * 1000).toISOString(),
    label: `Web Boost: TS ${index} — Ann`,
    externalUniqId: `web-boost:${index}`,
    customerData: { name: 'Ann Buyer', email: 'ann@example.com' },
    metadata: {
      app: 'web-boost',
      username: 'Ann',
      message: `Boost number ${index}`,
      podcastName: 'Test Show',
      episodeTitle: `Episode ${index % 7}`,
    } as Record<string, unknown> | null,
    transactions: [
      {
        method: 'LIGHTNING',
        status: 'CONFIRMED',
        amount: 1_000 + index,
        amountInOrderCurrency: 1_000 + index,
        paymentHash: hash('sha256', `zaprite ${index}`),
      } as Record<string, unknown>,
    ],
    ...overrides,
  }
}
