import { createHmac, hash, randomUUID } from 'node:crypto'
import { type JsonServer, type Reply, startJsonServer } from '#tests/helper/json-server.ts'

/** An invoice as BTCPay Server lists it with its payment methods. */
export type FakeBtcpayInvoice = ReturnType<typeof makeBtcpayInvoice>

export type FakeBtcpay = {
  server: JsonServer
  settings: { address: string; store: string; key: string }
  invoices: FakeBtcpayInvoice[]
  behaviour: { refuse: { status: number; body: unknown } | null; permissions: string[] }
  webhooks: FakeBtcpayWebhook[]
  /** Tells its webhooks of a payment of an invoice, as it came, was settled, and settled the invoice. @returns what they answered */
  tell(invoiceId: string): Promise<number[]>
  close(): Promise<void>
}

export type FakeBtcpayWebhook = { id: string; url: string; secret: string; enabled: boolean }

/** With it a key may make webhooks. */
export const MAY_MAKE_WEBHOOKS = 'btcpay.store.webhooks.canmodifywebhooks'

const STORE = 'HeTJ3bbL8ZcpK5QNfC1YxkDTbfKoMMPjgUoJ1QXQkMgb'

/** A store of BTCPay Server as its Greenfield API answers: newest first, filtered by when an invoice was made. */
export async function startFakeBtcpay(): Promise<FakeBtcpay> {
  const key = 'c0ffee'.repeat(6)
  const invoices: FakeBtcpayInvoice[] = []
  const behaviour: FakeBtcpay['behaviour'] = {
    refuse: null,
    permissions: [`btcpay.store.canviewinvoices:${STORE}`],
  }
  const webhooks: FakeBtcpayWebhook[] = []
  const server = await startJsonServer(({ method, url, headers, body }) => {
    if (behaviour.refuse) return behaviour.refuse
    if (headers.authorization !== `token ${key}`)
      return {
        status: 401,
        body: { code: 'unauthenticated', message: 'Authentication is required for accessing this endpoint' },
      }
    if (url.pathname === '/api/v1/api-keys/current')
      return { body: { apiKey: key, label: 'Readout', permissions: behaviour.permissions } }
    const [, of = '', id, part] =
      /^\/api\/v1\/stores\/\w+\/(\w+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(url.pathname) ?? []
    const mayMake = behaviour.permissions.some((permission) => permission.startsWith(MAY_MAKE_WEBHOOKS))
    if (!url.pathname.startsWith(`/api/v1/stores/${STORE}/`) || (of === 'webhooks' && !mayMake))
      return { status: 403, body: { code: 'missing-permission', message: 'Insufficient API Permissions.' } }
    if (of === 'webhooks') return answerWebhooks(webhooks, method, id, body)
    if (id !== undefined) {
      const invoice = invoices.find((known) => known.id === id)
      if (!invoice) return { status: 404, body: { code: 'invoice-not-found' } }
      const { paymentMethods, ...rest } = invoice
      return { body: part === 'payment-methods' ? paymentMethods : rest }
    }
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
    webhooks,
    tell: async (invoiceId) => {
      const answers = []
      for (const { url, secret, enabled } of webhooks)
        for (const type of enabled
          ? ['InvoiceReceivedPayment', 'InvoicePaymentSettled', 'InvoiceSettled']
          : [])
          answers.push(await deliver(url, secret, { type, storeId: STORE, invoiceId }))
      return answers
    },
    close: server.close,
  }
}

/** Sends one delivery as BTCPay Server does, signed. @returns the answer's status */
export async function deliver(url: string, secret: string, event: object): Promise<number> {
  const body = JSON.stringify({ deliveryId: randomUUID(), isRedelivery: false, ...event })
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  const headers = { 'Content-Type': 'application/json', 'BTCPay-Sig': `sha256=${signature}` }
  const { status } = await fetch(url, { method: 'POST', headers, body })
  return status
}

function answerWebhooks(
  webhooks: FakeBtcpayWebhook[],
  method: string,
  id: string | undefined,
  body: string,
): Reply {
  // The secret is given once, to whoever makes it.
  if (method === 'GET') return { body: webhooks.map(({ secret: _, ...rest }) => rest) }
  if (method === 'DELETE') {
    webhooks.splice(
      webhooks.findIndex((known) => known.id === id),
      1,
    )
    return {}
  }
  const made = { enabled: true, ...JSON.parse(body), id: randomUUID() }
  webhooks.push(made)
  return { body: made }
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
