import { hash } from 'node:crypto'
import { type JsonServer, startJsonServer } from '#tests/helper/json-server.ts'

/** An incoming invoice as Alby's API gives it. */
export type FakeAlbyInvoice = ReturnType<typeof makeAlbyInvoice>

export type FakeAlby = {
  server: JsonServer
  settings: { address: string; token: string }
  invoices: FakeAlbyInvoice[]
  /** `balance` is what it answers where it is asked for that; null: that its token may not. */
  behaviour: { status: number | null; balance: unknown }
  close(): Promise<void>
}

/** Alby's API as its own SDK asks it: pages from 1 on, newest first, filtered by when an invoice was made. */
export async function startFakeAlby(): Promise<FakeAlby> {
  const token = 'alby-token'
  const invoices: FakeAlbyInvoice[] = []
  const behaviour: FakeAlby['behaviour'] = { status: null, balance: null }
  const server = await startJsonServer(({ url, headers }) => {
    if (behaviour.status !== null) return { status: behaviour.status, body: { error: true } }
    if (headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { error: true, code: 1, message: 'bad auth' } }
    if (url.pathname === '/balance')
      return behaviour.balance === null ? { status: 403, body: { error: true } } : { body: behaviour.balance }
    if (url.pathname !== '/invoices/incoming') return { status: 404, body: { error: true } }
    const since = Number(url.searchParams.get('q[created_at_gt]') ?? 0)
    const items = Number(url.searchParams.get('items') ?? 25)
    const from = (Number(url.searchParams.get('page') ?? 1) - 1) * items
    const found = invoices
      .filter(({ creation_date }) => creation_date > since)
      .sort((a, b) => b.creation_date - a.creation_date)
    return { body: found.slice(from, from + items) }
  })
  return {
    server,
    settings: { address: server.address, token },
    invoices,
    behaviour,
    close: server.close,
  }
}

/** A settled invoice of long ago with a boostagram, unless told otherwise. */
export function makeAlbyInvoice(index: number, madeAt = 1_700_000_000 + index * 10) {
  return {
    amount: 100 + index,
    boostagram: {
      podcast: 'Test Show',
      action: 'boost',
      sender_name: `listener ${index % 11}`,
      message: `Boost number ${index}`,
      value_msat_total: (100 + index) * 1000,
      app_name: 'Fountain',
    },
    comment: null,
    created_at: new Date(madeAt * 1000).toISOString(),
    creation_date: madeAt,
    currency: 'BTC',
    custom_records: null,
    identifier: `alby${index}`,
    keysend_message: null,
    memo: '',
    payer_name: null,
    payment_hash: hash('sha256', `alby ${index}`),
    settled: true,
    settled_at: new Date((madeAt + 3) * 1000).toISOString(),
    state: 'SETTLED',
    type: 'incoming',
    value: 100 + index,
  }
}
