import { hash } from 'node:crypto'
import { type JsonServer, startJsonServer } from '#tests/helper/json-server.ts'

/** An invoice as BTCPay Server lists it with its payment methods. */
export type FakeBtcpayInvoice = ReturnType<typeof makeBtcpayInvoice>

export type FakeBtcpay = {
  server: JsonServer
  settings: { address: string; store: string; key: string }
  invoices: FakeBtcpayInvoice[]
  behaviour: { refuse: { status: number; body: unknown } | null; permissions: string[] }
  close(): Promise<void>
}

const STORE = 'HeTJ3bbL8ZcpK5QNfC1YxkDTbfKoMMPjgUoJ1QXQkMgb'

/** A store of BTCPay Server as its Greenfield API answers: newest first, filtered by when an invoice was made. */
export async function startFakeBtcpay(): Promise<FakeBtcpay> {
  const key = 'c0ffee'.repeat(6)
  const invoices: FakeBtcpayInvoice[] = []
  const behaviour: FakeBtcpay['behaviour'] = {
    refuse: null,
    permissions: [`btcpay.store.canviewinvoices:${STORE}`],
  }
  const server = await startJsonServer(({ url, headers }) => {
    if (behaviour.refuse) return behaviour.refuse
    if (headers.authorization !== `token ${key}`)
      return {
        status: 401,
        body: { code: 'unauthenticated', message: 'Authentication is required for accessing this endpoint' },
      }
    if (url.pathname === '/api/v1/api-keys/current')
      return { body: { apiKey: key, label: 'Readout', permissions: behaviour.permissions } }
    if (url.pathname !== `/api/v1/stores/${STORE}/invoices`)
      return { status: 403, body: { code: 'missing-permission', message: 'Insufficient API Permissions.' } }
    const since = Number(url.searchParams.get('startDate') ?? 0)
    const skip = Number(url.searchParams.get('skip') ?? 0)
    const found = invoices
      .filter(({ createdTime }) => createdTime >= since)
      .sort((a, b) => b.createdTime - a.createdTime)
    return { body: found.slice(skip, skip + Number(url.searchParams.get('take') ?? 50)) }
  })
  return {
    server,
    settings: { address: server.address, store: STORE, key },
    invoices,
    behaviour,
    close: server.close,
  }
}

/** An invoice of long ago that was paid over Lightning, unless told otherwise. */
export function makeBtcpayInvoice(
  index: number,
  { madeAt = 1_700_000_000 + index * 10, ...overrides }: { madeAt?: number } & Record<string, unknown> = {},
) {
  return {
    id: `invoice${index}`,
    storeId: STORE,
    amount: '5.00',
    currency: 'USD',
    type: 'Standard',
    createdTime: madeAt,
    status: 'Settled',
    additionalStatus: 'None',
    metadata: { orderId: `order ${index}`, itemDesc: 'Boost', buyerName: 'Ann' } as Record<string, unknown>,
    paymentMethods: [
      makeBtcpayMethod('BTC-CHAIN', []),
      makeBtcpayMethod('BTC-LN', [
        {
          id: hash('sha256', `btcpay ${index}`),
          receivedDate: madeAt + 5,
          value: `0.0000${String(10_000 + index).padStart(5, '0')}01`.slice(0, 13),
          fee: '0.0',
          status: 'Settled',
          destination: `lnbc1fake${index}`,
        },
      ]),
    ],
    ...overrides,
  }
}

/** One way to pay an invoice, with what was paid by it. */
export function makeBtcpayMethod(
  paymentMethodId: string,
  payments: Record<string, unknown>[],
  additionalData: Record<string, unknown> = {},
) {
  return { paymentMethodId, currency: 'BTC', activated: true, rate: '100000.0', payments, additionalData }
}
