import { type ServiceError, status } from '@grpc/grpc-js'
import { feeLimit } from '#api/reply/pay/fee-limit.ts'
import { connectRouter, type LndPayment, type Router, type SendPayment } from '#api/reply/pay/lnd/router.ts'
import { isProof, type PayingWallet, type Payment, type Standing, walletSays } from '#api/reply/pay/wallet.ts'
import { KEYSEND } from '#api/reply/recipient/record-types.ts'
import type { LndSettings } from '#api/source/lnd/settings.ts'

/** So long LND looks for a way, and a little more until it says how that ended. */
const TRIES_S = 60
const ANSWER_MS = 90_000
const LOOK_MS = 15_000
/** A node knows a payment before it does anything for it; a call comes to it within seconds, or never. */
const FORGETS_NOTHING_AFTER_MS = 10 * 60_000

/** The feature of a node that reads records (BOLT 9). */
const TLV_ONION = 9

/** What is refused before anything begins. Whatever else LND says, something may be under way. */
const REFUSALS: readonly number[] = [
  status.INVALID_ARGUMENT,
  status.UNIMPLEMENTED,
  status.PERMISSION_DENIED,
  status.UNAUTHENTICATED,
]

/** So does who looks at the macaroon, before the call is heard; the code says nothing then (2, unknown). */
const NOT_LET_IN = /^(permission denied|verification failed|cannot get macaroon|expected 1 macaroon)/

const FAILURES: Record<string, string> = {
  TIMEOUT: 'No way to the recipient was found in time.',
  NO_ROUTE: 'There is no way to the recipient, or none for this sum and its fee.',
  INCORRECT_PAYMENT_DETAILS: 'The recipient does not take it.',
  INSUFFICIENT_BALANCE: 'The node has not enough that it can send.',
  CANCELED: 'It was canceled in the node.',
}

/** An LND node that pays. */
export function openLndWallet(settings: LndSettings): PayingWallet {
  const router = connectRouter(settings)
  return {
    pay: (payment) => pay(router, payment),
    lookUp: (payment_hash) => lookUp(router, payment_hash),
    forgetsNothingAfterMs: FORGETS_NOTHING_AFTER_MS,
    close: () => router.close(),
  }
}

async function pay(router: Router, payment: Payment): Promise<Standing> {
  try {
    const calls = router.sendPaymentV2(asRequest(payment), { deadline: Date.now() + ANSWER_MS })
    return standingOf(await lastOf(calls), payment.payment_hash)
  } catch (error) {
    if (!isServiceError(error)) throw error
    const isRefused = REFUSALS.includes(error.code) || NOT_LET_IN.test(error.details)
    return { kind: isRefused ? 'refused' : 'uncertain', answer: wordsOf(error) }
  }
}

async function lookUp(router: Router, payment_hash: string): Promise<Standing> {
  try {
    const asked = { payment_hash: Buffer.from(payment_hash, 'hex') }
    const updates = router.trackPaymentV2(asked, { deadline: Date.now() + LOOK_MS })
    return standingOf(await firstOf(updates), payment_hash)
  } catch (error) {
    if (!isServiceError(error)) throw error
    if (error.code === status.NOT_FOUND)
      return { kind: 'unknown', answer: 'The wallet knows of no such payment.' }
    return { kind: 'uncertain', answer: wordsOf(error) }
  }
}

function asRequest(payment: Payment): SendPayment {
  const fee_limit_msat = String(feeLimit(payment.amount_msat))
  const common = { timeout_seconds: TRIES_S, fee_limit_msat, no_inflight_updates: true }
  if ('invoice' in payment) return { ...common, payment_request: payment.invoice }
  const records = [
    ...payment.records.map(({ type, value }) => [String(type), Buffer.from(value, 'hex')] as const),
    [String(KEYSEND), Buffer.from(payment.preimage, 'hex')] as const,
  ]
  return {
    ...common,
    dest: Buffer.from(payment.node, 'hex'),
    payment_hash: Buffer.from(payment.payment_hash, 'hex'),
    amt_msat: String(payment.amount_msat),
    dest_custom_records: Object.fromEntries(records),
    dest_features: [TLV_ONION],
  }
}

function standingOf(payment: LndPayment | null, payment_hash: string): Standing {
  if (payment?.status === 'FAILED') {
    const words = FAILURES[payment.failure_reason] ?? `The node says: ${payment.failure_reason}.`
    return { kind: 'refused', answer: words }
  }
  if (payment?.status !== 'SUCCEEDED')
    return { kind: 'uncertain', answer: 'The wallet says that it is under way.' }
  return isProof(payment.payment_preimage, payment_hash)
    ? { kind: 'sent', fee_msat: feeOf(payment.fee_msat) }
    : { kind: 'uncertain', answer: 'The wallet says that it paid, and gives no proof of it.' }
}

function feeOf(text: string): number {
  const fee = Number(text)
  return Number.isSafeInteger(fee) && fee > 0 ? fee : 0
}

type Updates = AsyncIterable<LndPayment> & { cancel(): void }

/** The last thing that is said, once there is no more to say. */
async function lastOf(updates: Updates): Promise<LndPayment | null> {
  let last: LndPayment | null = null
  for await (const update of updates) last = update
  return last
}

/** How it stands at the moment. */
async function firstOf(updates: Updates): Promise<LndPayment | null> {
  try {
    for await (const update of updates) return update
    return null
  } finally {
    updates.cancel()
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error
}

function wordsOf({ code, details }: ServiceError): string {
  if (code === status.UNAVAILABLE || code === status.DEADLINE_EXCEEDED || code === status.CANCELLED)
    return 'The wallet did not answer.'
  return walletSays(details)
}
