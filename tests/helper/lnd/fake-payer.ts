import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  type ServiceClientConstructor,
  status,
} from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { type LndPayment, ROUTER_FILE, type SendPayment } from '#api/reply/pay/lnd/router.ts'
import { hashOf } from '#api/reply/pay/wallet.ts'
import { recordType } from '#api/source/lnd-invoice-as-reports.ts'
import { decodeInvoice } from '#api/source/nostr/read/decode-invoice.ts'
import { makeCertificate } from '#tests/helper/certificate.ts'
import { PAYING_MACAROON } from '#tests/helper/lnd/bake.ts'

const KEYSEND = '5482373484'
const FEE = 1_000

type Sent = SendPayment & { payment_hash: Buffer; dest: Buffer }
type Call = ServerWritableStream<Sent, LndPayment>

export type FakePayer = {
  lnd: { address: string; certificate: string; macaroon: string }
  /** Every payment that was made, in order: one that is twice in it was paid twice. */
  paid: { payment_hash: string; request: Sent }[]
  behaviour: {
    /** Ends in this way. */
    fail: string | null
    /** Refuses the call with this. */
    refuse: { code: number; details: string } | null
    /** Pays, and says nothing. */
    mute: boolean
    /** Does not pay, and says nothing. */
    deaf: boolean
    /** Knows what it paid. */
    remembers: boolean
    onPay: () => Promise<void> | void
  }
  letGo(): void
  close(): Promise<void>
}

/** The library gives keys of 64 bits as their bytes, the lowest first. */
function readKeys(request: Sent): Sent {
  const records = Object.entries(request.dest_custom_records ?? {}).map(
    ([key, value]) => [recordType(key), value] as const,
  )
  return { ...request, dest_custom_records: Object.fromEntries(records) }
}

/**
 * The Router of an LND node, by Readout's own description of it: it pays each hash once, as a node does.
 * @param preimageOf of invoices; what it does not know, it cannot pay
 */
export async function startFakePayer(
  preimageOf: (payment_hash: string) => string | null,
): Promise<FakePayer> {
  const certificate = makeCertificate()
  const known = new Map<string, LndPayment>()
  const paid: FakePayer['paid'] = []
  const behaviour: FakePayer['behaviour'] = {
    fail: null,
    refuse: null,
    mute: false,
    deaf: false,
    remembers: true,
    onPay: () => {},
  }
  let hung: Call[] = []
  const mayAsk = (call: Pick<Call, 'metadata'>) => call.metadata.get('macaroon')[0] === PAYING_MACAROON
  const refuse = (call: Pick<Call, 'emit'>, code: number, details: string) =>
    void call.emit('error', { code, details })

  const send = async (call: Call) => {
    call.on('error', () => {})
    if (!mayAsk(call)) return refuse(call, status.UNKNOWN, 'verification failed')
    if (behaviour.refuse) return refuse(call, behaviour.refuse.code, behaviour.refuse.details)
    const request = readKeys(call.request)
    const invoice = request.payment_request ? decodeInvoice(request.payment_request) : null
    const payment_hash = invoice?.payment_hash ?? request.payment_hash.toString('hex')
    await behaviour.onPay()
    if (behaviour.deaf) return void hung.push(call)
    if (known.has(payment_hash)) return refuse(call, status.ALREADY_EXISTS, 'invoice is already paid')
    const preimage = invoice
      ? preimageOf(payment_hash)
      : (request.dest_custom_records?.[KEYSEND]?.toString('hex') ?? null)
    const failed = behaviour.fail ?? (preimage && hashOf(preimage) === payment_hash ? null : 'NO_ROUTE')
    const payment: LndPayment = {
      payment_preimage: failed === null ? (preimage ?? '') : '',
      status: failed === null ? 'SUCCEEDED' : 'FAILED',
      fee_msat: String(failed === null ? FEE : 0),
      failure_reason: failed ?? 'NONE',
    }
    known.set(payment_hash, payment)
    if (failed === null) paid.push({ payment_hash, request })
    if (behaviour.mute) return void hung.push(call)
    call.write(payment)
    call.end()
  }
  const track = (call: ServerWritableStream<{ payment_hash: Buffer }, LndPayment>) => {
    call.on('error', () => {})
    if (!mayAsk(call)) return refuse(call, status.UNKNOWN, 'verification failed')
    const payment = known.get(call.request.payment_hash.toString('hex'))
    if (!payment || !behaviour.remembers) return refuse(call, status.NOT_FOUND, "payment isn't initiated")
    call.write(payment)
    call.end()
  }

  const server = new Server()
  const { Router } = loadPackageDefinition(
    loadSync(ROUTER_FILE, { keepCase: true, longs: String, enums: String, defaults: true }),
  ).routerrpc as unknown as { Router: ServiceClientConstructor }
  server.addService(Router.service, { sendPaymentV2: send, trackPaymentV2: track })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      '127.0.0.1:0',
      ServerCredentials.createSsl(null, [
        { private_key: Buffer.from(certificate.key), cert_chain: Buffer.from(certificate.cert) },
      ]),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    ),
  )
  return {
    lnd: { address: `127.0.0.1:${port}`, certificate: certificate.cert, macaroon: PAYING_MACAROON },
    paid,
    behaviour,
    letGo: () => {
      for (const call of hung) call.end()
      hung = []
    },
    close: async () => server.forceShutdown(),
  }
}
