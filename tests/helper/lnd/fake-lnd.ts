import { connect, createServer, type Socket, type Server as TcpServer } from 'node:net'
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceClientConstructor,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { PROTO_FILE } from '#api/source/lnd/connect.ts'
import { type Certificate, makeCertificate } from '#tests/helper/certificate.ts'
import type { FakeInvoice } from '#tests/helper/lnd/fake-invoice.ts'

export const MACAROON = Buffer.concat([Buffer.from([2]), Buffer.alloc(80, 7)]).toString('hex')

type Subscription = ServerWritableStream<{ add_index: string; settle_index: string }, FakeInvoice>

export type FakeLnd = {
  address: string
  certificate: Certificate
  settings: { address: string; certificate: string; macaroon: string }
  invoices: FakeInvoice[]
  /** Makes an open invoice. */
  add(invoice: FakeInvoice): FakeInvoice
  /** Settles one: its settle index is the next, unless one is given; followers are told. */
  settle(invoice: FakeInvoice, options?: { index?: number; at?: number; silently?: boolean }): void
  /** Pays a set of an AMP invoice: settle index and time are the set's, the invoice's own stay 0; followers are told of the set. */
  paySet(invoice: FakeInvoice, set: { id: Buffer; amt_msat: number; at: number; record?: Buffer }): void
  /** Tells followers of an invoice, as it is. */
  tell(invoice: FakeInvoice): void
  /** How the node behaves; changed by tests at any time. */
  behaviour: {
    delayMs: number
    /** Refuses every call with these words. */
    refuse: { code: number; details: string } | null
    /** A stream sends so many of its replay and then breaks. */
    breakAfter: number | null
    /** A stream sends so many of its replay and then no more of it. */
    stallAfter: number | null
    /** What settles live is told before what is replayed. */
    liveFirst: boolean
    /** Answers nothing any more, and ends nothing. */
    silent: boolean
    /** What it says of itself; null where the macaroon does not let it be asked. */
    network: string | null
    /** What it has in its channels; null where the macaroon does not let it be asked. */
    local_msat: string | null
  }
  /** What was called, in order. */
  calls: string[]
  /** Cuts every connection, as a router does. */
  cut(): void
  followers(): number
  close(): Promise<void>
}

/** A server that speaks LND's own proto over TLS and checks the macaroon, behind a wire that can be cut. */
export async function startFakeLnd(
  options: { certificate?: Certificate; macaroon?: string } = {},
): Promise<FakeLnd> {
  const certificate = options.certificate ?? makeCertificate()
  const macaroon = options.macaroon ?? MACAROON
  const invoices: FakeInvoice[] = []
  const calls: string[] = []
  /** What is to be told once the replay is over; null: told at once. */
  const subscriptions = new Map<Subscription, FakeInvoice[] | null>()
  const behaviour: FakeLnd['behaviour'] = {
    delayMs: 0,
    refuse: null,
    breakAfter: null,
    stallAfter: null,
    liveFirst: false,
    silent: false,
    network: 'mainnet',
    local_msat: null,
  }
  let settled = 0

  const gate = async (call: { metadata: { get(name: string): unknown[] } }) => {
    if (behaviour.silent) await new Promise(() => {})
    if (behaviour.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs))
    if (behaviour.refuse) return behaviour.refuse
    const [given] = call.metadata.get('macaroon')
    if (given !== macaroon)
      return {
        code: status.UNKNOWN,
        details: 'verification failed: signature mismatch after caveat verification',
      }
    return null
  }
  const listInvoices = async (
    call: ServerUnaryCall<
      { index_offset: string; num_max_invoices: string; reversed: boolean },
      { invoices: FakeInvoice[]; first_index_offset: string; last_index_offset: string }
    >,
    done: sendUnaryData<{ invoices: FakeInvoice[]; first_index_offset: string; last_index_offset: string }>,
  ) => {
    calls.push('ListInvoices')
    const refused = await gate(call)
    if (refused) return done(refused)
    const { index_offset, num_max_invoices, reversed } = call.request
    const offset = Number(index_offset)
    const most = Number(num_max_invoices) || 100
    let page: FakeInvoice[]
    if (reversed)
      page = invoices.slice(0, offset === 0 ? undefined : lowerBound(invoices, offset - 1)).slice(-most)
    else {
      const from = lowerBound(invoices, offset)
      page = invoices.slice(from, from + most)
    }
    done(null, {
      invoices: page,
      first_index_offset: page[0]?.add_index ?? '0',
      last_index_offset: page.at(-1)?.add_index ?? '0',
    })
  }
  const getInfo = async (
    call: ServerUnaryCall<object, { chains: { network: string }[] }>,
    done: sendUnaryData<{ chains: { network: string }[] }>,
  ) => {
    calls.push('GetInfo')
    const refused = await gate(call)
    if (refused) return done(refused)
    const { network } = behaviour
    if (network === null) return done({ code: status.UNKNOWN, details: 'permission denied' })
    done(null, { chains: [{ network }] })
  }
  const channelBalance = async (
    call: ServerUnaryCall<object, { local_balance: { msat: string } }>,
    done: sendUnaryData<{ local_balance: { msat: string } }>,
  ) => {
    calls.push('ChannelBalance')
    const refused = await gate(call)
    if (refused) return done(refused)
    const { local_msat } = behaviour
    if (local_msat === null) return done({ code: status.UNKNOWN, details: 'permission denied' })
    done(null, { local_balance: { msat: local_msat } })
  }
  const subscribeInvoices = async (call: Subscription) => {
    calls.push(`SubscribeInvoices ${call.request.settle_index}`)
    call.on('error', () => {})
    const refused = await gate(call)
    if (refused) return void call.emit('error', refused)
    const after = Number(call.request.settle_index)
    const backlog = invoices
      .filter(({ state }) => after > 0 && state === 'SETTLED')
      .flatMap(settlesOf)
      .filter(({ index }) => index > after)
      .sort((a, b) => a.index - b.index)
    subscriptions.set(call, behaviour.liveFirst ? null : [])
    call.on('cancelled', () => subscriptions.delete(call))
    call.on('close', () => subscriptions.delete(call))
    let sent = 0
    for (const { invoice } of backlog) {
      if (call.cancelled) return
      if (behaviour.breakAfter !== null && sent >= behaviour.breakAfter) {
        subscriptions.delete(call)
        return void call.emit('error', { code: status.UNAVAILABLE, details: 'transport is closing' })
      }
      if (behaviour.stallAfter !== null && sent >= behaviour.stallAfter) return
      call.write(invoice)
      sent += 1
      if (sent % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    for (const invoice of subscriptions.get(call) ?? []) call.write(invoice)
    if (subscriptions.has(call)) subscriptions.set(call, null)
  }

  const server = new Server({ 'grpc.max_send_message_length': -1 })
  const definition = loadSync(PROTO_FILE, { keepCase: true, longs: String, enums: String, defaults: true })
  const { lnrpc } = loadPackageDefinition(definition) as unknown as {
    lnrpc: { Lightning: ServiceClientConstructor }
  }
  server.addService(lnrpc.Lightning.service, { listInvoices, getInfo, channelBalance, subscribeInvoices })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      '127.0.0.1:0',
      ServerCredentials.createSsl(null, [
        { cert_chain: Buffer.from(certificate.cert), private_key: Buffer.from(certificate.key) },
      ]),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    ),
  )
  const wire = await startWire(port)
  const tell = (invoice: FakeInvoice) => {
    for (const [subscription, held] of subscriptions) {
      if (held) held.push(invoice)
      else if (!subscription.cancelled) subscription.write(invoice)
    }
  }
  const address = `127.0.0.1:${wire.port}`
  return {
    address,
    certificate,
    settings: { address, certificate: certificate.cert, macaroon },
    invoices,
    behaviour,
    calls,
    add: (invoice) => {
      invoices.push(invoice)
      return invoice
    },
    settle: (invoice, { index, at = Math.floor(Date.now() / 1000), silently = false } = {}) => {
      settled = index ?? settled + 1
      invoice.state = 'SETTLED'
      invoice.settle_index = String(settled)
      invoice.settle_date = String(at)
      invoice.amt_paid_msat = invoice.value_msat
      for (const htlc of invoice.htlcs) htlc.state = 'SETTLED'
      if (!silently) tell(invoice)
    },
    paySet: (invoice, { id, amt_msat, at, record }) => {
      settled += 1
      invoice.state = 'SETTLED'
      invoice.amt_paid_msat = String(Number(invoice.amt_paid_msat) + amt_msat)
      invoice.htlcs.push({
        state: 'SETTLED',
        amt_msat: String(amt_msat),
        custom_records: record ? { '7629169': record } : {},
        amp: { set_id: id },
      })
      invoice.amp_invoice_state[id.toString('hex')] = {
        state: 'SETTLED',
        settle_index: String(settled),
        settle_time: String(at),
        amt_paid_msat: String(amt_msat),
      }
      const told = settlesOf(invoice).find(({ index }) => index === settled)
      if (told) tell(told.invoice)
    },
    tell,
    cut: wire.cut,
    followers: () => subscriptions.size,
    close: async () => {
      await wire.close()
      server.forceShutdown()
    },
  }
}

/** What a stream tells of one: an AMP invoice once for each set, with that set and its HTLCs alone. */
function settlesOf(invoice: FakeInvoice): { index: number; invoice: FakeInvoice }[] {
  if (!invoice.is_amp) return [{ index: Number(invoice.settle_index), invoice }]
  return Object.entries(invoice.amp_invoice_state).map(([id, state]) => ({
    index: Number(state.settle_index),
    invoice: {
      ...invoice,
      htlcs: invoice.htlcs.filter(({ amp }) => amp?.set_id.toString('hex') === id),
      amp_invoice_state: { [id]: state },
    },
  }))
}

function lowerBound(invoices: readonly FakeInvoice[], offset: number): number {
  let low = 0
  let high = invoices.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (Number(invoices[middle]?.add_index) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** Passes bytes on, and can be cut. */
async function startWire(port: number): Promise<{ port: number; cut(): void; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server: TcpServer = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.setNoDelay(true)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (!bound || typeof bound !== 'object') throw new Error('The wire has no port')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: bound.port,
    cut,
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
