import { isIP } from 'node:net'
import { join } from 'node:path'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import {
  type ChannelCredentials,
  type ClientOptions,
  type ClientReadableStream,
  type ClientUnaryCall,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import type { LndSettings } from '#api/source/lnd/settings.ts'

/** LND's own description of its interface. */
export const PROTO_FILE = join(import.meta.dirname, 'lightning.proto')

/** One invoice as gRPC gives it: see `lndInvoiceAsReports`. */
export type LndInvoice = Record<string, unknown> & { add_index: string; settle_index: string; state: string }

export type InvoicePage = { invoices: LndInvoice[]; first_index_offset: string; last_index_offset: string }

export type Lnd = {
  /** @throws ServiceError */
  listInvoices(page: {
    index_offset: number
    num_max_invoices: number
    reversed?: boolean
  }): Promise<InvoicePage>
  /** What the node is, which more than a macaroon for invoices may ask. @throws ServiceError */
  getInfo(): Promise<{ alias: string; chains: { network: string }[] }>
  /** What its side of its channels holds, which more than a macaroon for invoices may ask. @throws ServiceError */
  channelBalance(): Promise<{ local_balance: { msat: string } | null }>
  /** Settled invoices from beyond a settle index on; 0 replays none. */
  subscribeInvoices(settleIndex: number): ClientReadableStream<LndInvoice>
  close(): void
}

type Done<Answer> = (error: ServiceError | null, answer: Answer) => void
type Unary<Request, Answer> = (
  request: Request,
  options: { deadline: number },
  done: Done<Answer>,
) => ClientUnaryCall

/**
 * Connects to LND as its own proto describes it. Its certificate is always verified: against the one given, and that alone,
 * where there is one.
 * @param signal ends what is under way
 * @param patienceMs how long LND may take for one answer
 */
export function connectLnd(
  { address, certificate, macaroon }: LndSettings,
  { signal, patienceMs }: { signal: AbortSignal; patienceMs: number },
): Lnd {
  const { Lightning } = loadService()
  const client = new Lightning(...lndChannel({ address, certificate, macaroon }))
  const ask = <Answer>(call: (options: { deadline: number }, done: Done<Answer>) => ClientUnaryCall) =>
    new Promise<Answer>((resolve, reject) => {
      const asked = call({ deadline: Date.now() + patienceMs }, (error, answer) => {
        signal.removeEventListener('abort', cancel)
        if (error) reject(error)
        else resolve(answer)
      })
      const cancel = () => asked.cancel()
      signal.addEventListener('abort', cancel, { once: true })
    })
  return {
    listInvoices: (page) => ask((options, done) => client.listInvoices(page, options, done)),
    getInfo: () => ask((options, done) => client.getInfo({}, options, done)),
    channelBalance: () => ask((options, done) => client.channelBalance({}, options, done)),
    subscribeInvoices: (settleIndex) => client.subscribeInvoices({ settle_index: String(settleIndex) }),
    close: () => client.close(),
  }
}

/** What a client of one of LND's services is made of: its address, who may ask there, and how. */
export function lndChannel({
  address,
  certificate,
  macaroon,
}: LndSettings): [address: string, given: ChannelCredentials, options: ClientOptions] {
  const root = certificate === null ? null : Buffer.from(certificate)
  const ip = ipOf(address)
  const ssl = credentials.createSsl(root, null, null, ip === null ? {} : { checkServerIdentity: isFor(ip) })
  const passport = credentials.createFromMetadataGenerator((_, give) => {
    const metadata = new Metadata()
    metadata.set('macaroon', macaroon)
    give(null, metadata)
  })
  const options = {
    'grpc.max_receive_message_length': 256 * 1024 * 1024,
    'grpc.use_local_subchannel_pool': 1,
    // TLS asks for a server by some name, never by an IP address; the certificate is held against the address.
    ...(ip === null ? {} : { 'grpc.ssl_target_name_override': 'localhost' }),
  }
  return [address, credentials.combineChannelCredentials(ssl, passport), options]
}

/** The IP address of `host:port`; null where the host is a name. */
function ipOf(address: string): string | null {
  const host = address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '')
  return isIP(host) ? host : null
}

/** Whether a certificate is for an IP address, whatever name was asked for. */
function isFor(ip: string) {
  return (_name: string, certificate: PeerCertificate) => checkServerIdentity(ip, certificate)
}

type LightningClient = {
  listInvoices: Unary<object, InvoicePage>
  getInfo: Unary<object, { alias: string; chains: { network: string }[] }>
  channelBalance: Unary<object, { local_balance: { msat: string } | null }>
  subscribeInvoices(request: object): ClientReadableStream<LndInvoice>
  close(): void
}
type Service = { Lightning: new (address: string, given: unknown, options: object) => LightningClient }

let service: Service | undefined

/** Reads LND's description once. */
function loadService(): Service {
  service ??= loadPackageDefinition(
    loadSync(PROTO_FILE, { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true }),
  ).lnrpc as unknown as Service
  return service
}
