import { join } from 'node:path'
import {
  type ChannelCredentials,
  type ClientOptions,
  type ClientReadableStream,
  loadPackageDefinition,
} from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { lndChannel } from '#api/source/lnd/connect.ts'
import type { LndSettings } from '#api/source/lnd/settings.ts'

/** What is asked of LND's Router. */
export const ROUTER_FILE = join(import.meta.dirname, 'router.proto')

/** How a payment stands, as LND says it. */
export type LndPayment = {
  payment_preimage: string
  status: 'UNKNOWN' | 'IN_FLIGHT' | 'SUCCEEDED' | 'FAILED' | 'INITIATED'
  fee_msat: string
  failure_reason: string
}

/** By an invoice, or to a node with records of its own. */
export type SendPayment = {
  payment_request?: string
  dest?: Buffer
  payment_hash?: Buffer
  amt_msat?: string
  dest_custom_records?: Record<string, Buffer>
  dest_features?: number[]
  timeout_seconds: number
  fee_limit_msat: string
  no_inflight_updates: boolean
}

/** What LND tells of one payment, until it is settled or failed. */
type Updates = ClientReadableStream<LndPayment>
export type Router = {
  sendPaymentV2(request: SendPayment, options: { deadline: number }): Updates
  trackPaymentV2(request: { payment_hash: Buffer }, options: { deadline: number }): Updates
  close(): void
}

type Service = {
  Router: new (address: string, given: ChannelCredentials, options: ClientOptions) => Router
}
let service: Service | undefined

/** Connects to the Router of a node. */
export function connectRouter(settings: LndSettings): Router {
  service ??= loadPackageDefinition(
    loadSync(ROUTER_FILE, { keepCase: true, longs: String, enums: String, defaults: true }),
  ).routerrpc as unknown as Service
  return new service.Router(...lndChannel(settings))
}
