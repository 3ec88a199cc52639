import { hash } from 'node:crypto'
import { oneLine } from '#api/lib/one-line.ts'

/**
 * How a payment stands.
 * - sent: the wallet has the proof that it arrived
 * - refused: the wallet says that it did not begin, or that it failed for good
 * - unknown: the wallet was asked for it and knows no such payment
 * - uncertain: it did not say, or it is under way
 */
export type Standing =
  | { kind: 'sent'; fee_msat: number }
  | { kind: 'refused'; answer: string }
  | { kind: 'unknown' | 'uncertain'; answer: string }

export type Payment = { payment_hash: string; amount_msat: number } & (
  | { invoice: string }
  | { node: string; preimage: string; records: { type: number; value: string }[] }
)

/** A wallet that pays, and is asked how a payment stands. */
export type PayingWallet = {
  pay(payment: Payment): Promise<Standing>
  /** @param since when the wallet was told to pay it */
  lookUp(payment_hash: string, since: Date): Promise<Standing>
  /** What it knows nothing of so long after it was told to pay was never begun; null where a request may lie somewhere on its way. */
  forgetsNothingAfterMs: number | null
  close(): void
}

const WORDS = 300
const HEX = /^[0-9a-f]{64}$/

/** A keysend's payer makes the secret that proves it; so the hash is known before it is paid. */
export function hashOf(preimage: string): string {
  return hash('sha256', Buffer.from(preimage, 'hex'))
}

/** Whether a wallet's preimage proves that it paid. */
export function isProof(preimage: unknown, payment_hash: string): boolean {
  return typeof preimage === 'string' && HEX.test(preimage) && hashOf(preimage) === payment_hash
}

/** What a wallet says, as it is shown. */
export function walletSays(words: string): string {
  return `The wallet says: ${oneLine(words).slice(0, WORDS)}`
}
