import { hash } from 'node:crypto'
import type { Certificate } from '#tests/helper/certificate.ts'
import { type JsonServer, type Reply, type Request, startJsonServer } from '#tests/helper/json-server.ts'

export type FakeClnInvoice = Record<string, unknown> & {
  label: string
  payment_hash: string
  status: 'paid' | 'unpaid' | 'expired'
  created_index: number
  pay_index?: number
}

export type FakeCln = {
  server: JsonServer
  settings: { address: string; rune: string; certificate: string | null }
  invoices: FakeClnInvoice[]
  /** What was asked for: methods with their parameters. */
  asked: { method: string; params: Record<string, unknown> }[]
  behaviour: {
    /** What checkrune says against every rune. */
    refuse: { status: number; body: unknown } | null
    /** What it has in channels, as listfunds says; null: the rune may not ask for that. */
    channels: unknown[] | null
  }
  add(invoice: Omit<FakeClnInvoice, 'created_index'>): FakeClnInvoice
  /** Has one be paid, which whoever waits is told. */
  pay(invoice: FakeClnInvoice, at?: number): void
  close(): Promise<void>
}

/** A rune as createrune makes it: a hash, then its restrictions. */
export function makeRune(restrictions = '=7&method=waitanyinvoice|method=listinvoices'): string {
  return Buffer.concat([Buffer.alloc(32, 5), Buffer.from(restrictions)]).toString('base64url')
}

/** Core Lightning's clnrest, as its source answers: 201 for results, errors as JSON-RPC has them. */
export async function startFakeCln({
  certificate = null,
}: {
  certificate?: Certificate | null
} = {}): Promise<FakeCln> {
  const rune = makeRune()
  const invoices: FakeClnInvoice[] = []
  const asked: FakeCln['asked'] = []
  const behaviour: FakeCln['behaviour'] = { refuse: null, channels: null }
  const waiting = new Set<() => void>()
  let paid = 0

  const nextBehind = (index: number) =>
    invoices
      .filter(({ pay_index = 0 }) => pay_index > index)
      .sort((a, b) => (a.pay_index ?? 0) - (b.pay_index ?? 0))[0]
  const waitAnyInvoice = async (params: Record<string, unknown>): Promise<Reply> => {
    const last = Number(params.lastpay_index ?? 0)
    const until = Date.now() + Number(params.timeout) * 1000
    while (!nextBehind(last) && Date.now() < until) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, until - Date.now())
      waiting.add(resolve)
      await promise
      waiting.delete(resolve)
      clearTimeout(timer)
    }
    const next = nextBehind(last)
    return next
      ? { status: 201, body: next }
      : { status: 500, body: { code: 904, message: 'Timed out while waiting for invoice to be paid' } }
  }
  const listInvoices = ({ index, start, limit }: Record<string, unknown>): Reply => {
    const found = invoices.filter(
      ({ created_index }) => index === undefined || created_index >= Number(start),
    )
    return { status: 201, body: { invoices: found.slice(0, Number(limit ?? Number.POSITIVE_INFINITY)) } }
  }
  const server = await startJsonServer(
    async ({ method: verb, url, headers, body }: Request) => {
      if (behaviour.refuse) return behaviour.refuse
      const [, method] = /^\/v1\/(\w+)$/.exec(url.pathname) ?? []
      if (method === undefined) return { status: 404, body: { code: -32601, message: 'Path not found' } }
      if (verb !== 'POST')
        return {
          status: 405,
          body: { code: -32601, message: 'Path invalid, http_method must be POST for CLN methods' },
        }
      if (headers.rune === undefined)
        return { status: 403, body: { code: 1501, message: 'Not authorized: Missing rune' } }
      if (headers.rune !== rune)
        return { status: 401, body: { code: 1501, message: 'Not authorized: Not derived from master' } }
      const params: Record<string, unknown> = JSON.parse(body || '{}')
      asked.push({ method, params })
      if (method === 'waitanyinvoice') return waitAnyInvoice(params)
      if (method === 'listinvoices') return listInvoices(params)
      if (method === 'listfunds' && behaviour.channels)
        return { status: 201, body: { outputs: [], channels: behaviour.channels } }
      return {
        status: 401,
        body: {
          code: 1501,
          message:
            'Not authorized: method is not equal to waitanyinvoice AND method is not equal to listinvoices',
        },
      }
    },
    { certificate },
  )
  return {
    server,
    settings: { address: server.address, rune, certificate: certificate?.cert ?? null },
    invoices,
    asked,
    behaviour,
    add: (invoice) => {
      const added = { ...invoice, created_index: invoices.length + 1 } as FakeClnInvoice
      invoices.push(added)
      return added
    },
    pay: (invoice, at = Math.floor(Date.now() / 1000)) => {
      Object.assign(invoice, {
        status: 'paid',
        pay_index: ++paid,
        amount_received_msat: invoice.amount_msat ?? 21_000,
        paid_at: at,
        payment_preimage: hash('sha256', `preimage ${invoice.label}`),
        updated_index: paid,
      })
      for (const resolve of waiting) resolve()
    },
    close: async () => {
      for (const resolve of waiting) resolve()
      await server.close()
    },
  }
}

/** An invoice that is not paid yet: a keysend with a boostagram, or by every third number a plain one. */
export function makeClnInvoice(index: number, overrides: Record<string, unknown> = {}) {
  const boostagram = {
    app_name: 'CurioCaster',
    podcast: 'Test Show',
    episode: `Episode ${index % 7}`,
    action: 'boost',
    sender_name: `listener ${index % 11}`,
    message: `Boost number ${index}`,
    value_msat_total: 100_000 + index,
    ts: index,
  }
  const isKeysend = index % 3 !== 0
  return {
    label: isKeysend ? `keysend-17000000${index}.000000001` : `shop ${index}`,
    description: isKeysend ? `keysend: ${JSON.stringify(boostagram)}` : `Plain ${index}`,
    payment_hash: hash('sha256', `cln ${index}`),
    status: 'unpaid' as const,
    bolt11: `lnbc1fake${index}`,
    amount_msat: 100_000 + index,
    expires_at: 1_900_000_000,
    ...overrides,
  }
}
