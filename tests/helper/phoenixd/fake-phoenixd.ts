import { hash } from 'node:crypto'
import { type JsonServer, type Request, startJsonServer } from '#tests/helper/json-server.ts'

/** An incoming payment as phoenixd gives it; what it does not know it leaves out. */
export type FakePhoenixdPayment = ReturnType<typeof makePhoenixdPayment>

export type FakePhoenixd = {
  server: JsonServer
  settings: { address: string; password: string }
  fullPassword: string
  payments: FakePhoenixdPayment[]
  /** What was asked for, as queries. */
  asked: URLSearchParams[]
  behaviour: {
    status: number | null
    node: string
    chain: string /** Until then it lists nothing. */
    held: Promise<void> | null
  }
  /** Has one arrive, and tells of it. */
  receive(payment: FakePhoenixdPayment, options?: { silently?: boolean }): void
  close(): Promise<void>
}

/** phoenixd's API as its source answers: errors as plain text, what came on chain counted by the list and left out of it. */
export async function startFakePhoenixd(): Promise<FakePhoenixd> {
  const password = 'limited'.repeat(5)
  const fullPassword = 'full'.repeat(8)
  const payments: FakePhoenixdPayment[] = []
  const asked: URLSearchParams[] = []
  const behaviour: FakePhoenixd['behaviour'] = {
    status: null,
    node: '02'.padEnd(66, 'a'),
    chain: 'mainnet',
    held: null,
  }
  const passwordOf = ({ headers }: Request) =>
    Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64')
      .toString()
      .replace(/^[^:]*:/, '')
  const isKnown = (request: Request) => [password, fullPassword].includes(passwordOf(request))
  const server = await startJsonServer(
    async (request) => {
      const { method, url } = request
      if (behaviour.status !== null) return { status: behaviour.status, text: 'no' }
      if (!isKnown(request) || (url.pathname === '/lnurlauth' && passwordOf(request) !== fullPassword))
        return {
          status: 401,
          text: 'Invalid authentication (use basic auth with the http password set in phoenix.conf)',
        }
      if (url.pathname === '/lnurlauth' && method === 'POST')
        return { status: 400, text: 'Request parameter lnurl is missing' }
      if (url.pathname === '/getinfo')
        return {
          body: {
            nodeId: behaviour.node,
            channels: [],
            chain: behaviour.chain,
            blockHeight: 900_000,
            version: '0.7.2',
          },
        }
      if (url.pathname === '/getbalance') return { body: { balanceSat: 21_000, feeCreditSat: 0 } }
      if (url.pathname !== '/payments/incoming')
        return { status: 404, text: 'Unknown endpoint (check api doc)' }
      asked.push(url.searchParams)
      await behaviour.held
      return { body: page(payments, url.searchParams) }
    },
    { mayListen: (request) => (isKnown(request) ? null : 401) },
  )
  return {
    server,
    settings: { address: server.address, password },
    fullPassword,
    payments,
    asked,
    behaviour,
    receive: (payment, { silently = false } = {}) => {
      Object.assign(payment, { isPaid: true, completedAt: Date.now() })
      if (!payments.includes(payment)) payments.push(payment)
      const { paymentHash, receivedSat: amountSat } = payment
      if (!silently)
        server.tell('/websocket', { type: 'payment_received', timestamp: Date.now(), amountSat, paymentHash })
    },
    close: server.close,
  }
}

function page(payments: readonly FakePhoenixdPayment[], query: URLSearchParams) {
  const from = Number(query.get('from') ?? 0)
  const to = Number(query.get('to') ?? Number.MAX_SAFE_INTEGER)
  const offset = Number(query.get('offset') ?? 0)
  return payments
    .filter(({ isPaid, completedAt }) => isPaid && completedAt >= from && completedAt <= to)
    .sort((a, b) => b.completedAt - a.completedAt)
    .slice(offset, offset + Number(query.get('limit') ?? 20))
    .filter(({ subType }) => subType === 'lightning')
}

/** A payment of long ago, unless told otherwise. */
export function makePhoenixdPayment(index: number, overrides: Record<string, unknown> = {}) {
  const completedAt = (1_700_000_000 + index * 10) * 1000 + (index % 1000)
  return {
    type: 'incoming_payment',
    subType: 'lightning',
    paymentHash: hash('sha256', `phoenixd ${index}`),
    preimage: hash('sha256', `preimage ${index}`),
    description: `rss::payment::boost https://meta.example/${index} Boost number ${index}`,
    invoice: `lnbc1fake${index}`,
    isPaid: true,
    isExpired: false,
    requestedSat: 1_000 + index,
    receivedSat: 1_000 + index,
    fees: 0,
    expiresAt: completedAt + 3_600_000,
    completedAt,
    createdAt: completedAt - 5_000,
    ...overrides,
  }
}
