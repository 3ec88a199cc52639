import { isAddressable } from '#api/contract/common.ts'
import { isMsat } from '#api/contract/msat.ts'
import { RAILS } from '#api/contract/rail.ts'
import type { Money, Report } from '#api/intake/report.ts'

/** Bitcoin's first block; nothing was paid before. */
const GENESIS = Date.UTC(2009, 0, 3)
/** Clocks differ; more than a day ahead is a mistake. */
const AHEAD_MS = 24 * 3600 * 1000
/** A machine without a battery for its clock may have slept so long. */
const ASLEEP_MS = 2 * 365 * 24 * 3600 * 1000
/** When this was written: no clock is right that shows a time before. */
const WRITTEN = Date.UTC(2026, 10, 1)
/** How a refusal begins that holds only until the clock is right. */
export const AHEAD = "settled_at lies ahead of this machine's clock"

/** Names and ids are indexed, which PostgreSQL does up to some length. */
const LONGEST_NAME = 200

export const EXPECTED = {
  id: 'text of 1 to 200 characters, unique at the source',
  wallet: 'a name of 1 to 200 characters, neither “.” nor “..”',
  payment_hash: '64 hex digits',
  settled_at: 'an instant like 2026-11-22T20:15:00Z, or epoch seconds',
  amount_msat: 'a whole number of msat up to 2^53 - 1',
  fee_msat: 'a whole number of msat from 0 to 2^53 - 1',
  refund_of: 'the id of the payment that is paid back',
}

/**
 * Checks a report, from whichever source, file or route: what passes can be recorded. All that is recorded is checked here.
 * @param now the clock, since no payment is settled in the future
 * @returns what is wrong, as one sentence that names the field of `POST /payments`; null where nothing is
 */
export function checkReport(report: Report, now: Date): string | null {
  return checkIds(report) ?? checkTime(report.settled_at, now) ?? checkMoney(report)
}

function checkIds({ ref, wallet, payment_hash, set_id, refund_of }: Report): string | null {
  if (!isName(ref)) return `id must be ${EXPECTED.id}.`
  if (wallet !== null && !(isName(wallet) && isAddressable(wallet)))
    return `wallet must be ${EXPECTED.wallet}.`
  if (refund_of !== null && !isName(refund_of)) return `refund_of must be ${EXPECTED.refund_of}.`
  if (payment_hash !== null && !isHash(payment_hash)) return `payment_hash must be ${EXPECTED.payment_hash}.`
  if (set_id !== null && !isHash(set_id)) return `set_id must be ${EXPECTED.payment_hash}.`
  return null
}

function checkTime(settled_at: Date, now: Date): string | null {
  const time = settled_at.getTime()
  if (Number.isNaN(time)) return `settled_at must be ${EXPECTED.settled_at}.`
  const said = settled_at.toISOString()
  if (settled_at.getUTCFullYear() > 9999)
    return `settled_at lies far in the future (${said}): epoch times are seconds or milliseconds.`
  if (time > now.getTime() + AHEAD_MS)
    return isLate(time, now)
      ? `${AHEAD} (${said}, and here it is ${now.toISOString()}). Send it again once that is right.`
      : `settled_at lies in the future (${said}).`
  if (time < GENESIS) return `settled_at lies before Bitcoin's first block (${said}).`
  return null
}

/** Whether it may be our clock that is wrong: then the payment waits, and is never refused for good. */
function isLate(time: number, now: Date): boolean {
  return now.getTime() < WRITTEN || time - now.getTime() < ASLEEP_MS
}

function checkMoney({ money, rail, refund_of }: Report): string | null {
  if (!RAILS.includes(rail)) return `rail must be one of ${RAILS.join(', ')}.`
  if ((money.kind === 'free') !== (rail === 'free')) return '"rail": "free" is for what came without money.'
  if (money.kind === 'free') return null
  const problem = money.kind === 'sats' ? checkSats(money) : checkFiat(money)
  if (problem) return problem
  const [field, amount] =
    money.kind === 'sats' ? ['amount_msat', money.amount_msat] : ['fiat.amount_minor', money.amount_minor]
  if (amount === 0) return `${field} must not be 0: nothing was paid.`
  if (refund_of === null && Number(amount) < 0)
    return `${field} must not be negative; money paid back names its payment in refund_of.`
  if (refund_of !== null && Number(amount) > 0) return `${field} of money paid back must be negative.`
  return null
}

function checkSats({ amount_msat, fee_msat, price }: Extract<Money, { kind: 'sats' }>): string | null {
  if (!isMsat(amount_msat)) return `amount_msat must be ${EXPECTED.amount_msat}.`
  if (!isMsat(fee_msat) || fee_msat < 0) return `fee_msat must be ${EXPECTED.fee_msat}.`
  if (price && !isMinor(price.amount_minor))
    return 'price.amount_minor must be a whole number from 0 to 2^53 - 1.'
  return price && !isCurrency(price.currency) ? 'price.currency must be a code like USD.' : null
}

function checkFiat({ amount_minor, fee_minor, currency }: Extract<Money, { kind: 'fiat' }>): string | null {
  if (!Number.isSafeInteger(amount_minor)) return 'fiat.amount_minor must be a whole number within 2^53 - 1.'
  if (!isMinor(fee_minor)) return 'fiat.fee_minor must be a whole number from 0 to 2^53 - 1.'
  return isCurrency(currency) ? null : 'fiat.currency must be a code like USD.'
}

function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_NAME && text.isWellFormed() && !text.includes('\0')
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

function isMinor(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text)
}
