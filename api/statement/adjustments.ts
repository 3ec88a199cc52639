import type { Adjustment, ClosedMonth } from '#api/contract/statement.ts'
import { unitsOf, worthOf } from '#api/lib/worth.ts'
import type { PeriodSums } from '#api/statement/period-sums.ts'

/** A month that was closed, and what it comes to now. */
export type Compared = Pick<ClosedMonth, 'month' | 'statement'> & { now: PeriodSums }

/**
 * What changed in closed months, as far as no later closed month has it in its own statement: a closed month never changes, and what
 * came to it, or left it, counts in the next that is open.
 * @param months all that are closed, of one book: the same shows, zone and currency
 */
export function listPending(months: readonly Compared[]): Adjustment[] {
  const taken = months.flatMap(({ statement }) => statement.adjustments ?? [])
  return months.flatMap(({ month, statement, now }) => {
    const before = [changeOf(month, statement), ...taken.filter((one) => one.month === month)]
    const rest = before.reduce((sum, one) => add(sum, one, -1), changeOf(month, now))
    return isNothing(rest) ? [] : [rest]
  })
}

/** The first month after another that is not closed: the one whose statement has what changed. */
export function nextOpen(month: string, closed: ReadonlySet<string>): string {
  const next = monthAfter(month)
  return closed.has(next) ? nextOpen(next, closed) : next
}

/** @param month `YYYY-MM` */
export function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
}

function changeOf(month: string, { total, fiat }: PeriodSums): Adjustment {
  const currencies = Map.groupBy(fiat, ({ currency }) => currency)
  return {
    month,
    count: total.count,
    amount_msat: total.amount_msat,
    fee_msat: total.fee_msat,
    value: total.value,
    fiat: [...currencies].map(([currency, lines]) => ({
      currency,
      amount_minor: sum(lines.map(({ received_minor, refunds_minor }) => received_minor + refunds_minor)),
      fee_minor: sum(lines.map(({ fee_minor }) => fee_minor)),
    })),
  }
}

function add(one: Adjustment, other: Adjustment, sign: 1 | -1): Adjustment {
  const both = [...one.fiat, ...other.fiat.map((line) => ({ ...line, ...minus(line, sign) }))]
  return {
    month: one.month,
    count: one.count + sign * other.count,
    amount_msat: one.amount_msat + sign * other.amount_msat,
    fee_msat: one.fee_msat + sign * other.fee_msat,
    value: worthOf(unitsOf(one.value) + BigInt(sign) * unitsOf(other.value)),
    fiat: [...Map.groupBy(both, ({ currency }) => currency)]
      .map(([currency, lines]) => ({
        currency,
        amount_minor: sum(lines.map(({ amount_minor }) => amount_minor)),
        fee_minor: sum(lines.map(({ fee_minor }) => fee_minor)),
      }))
      .filter(({ amount_minor, fee_minor }) => amount_minor !== 0 || fee_minor !== 0),
  }
}

function minus({ amount_minor, fee_minor }: Adjustment['fiat'][number], sign: 1 | -1) {
  return { amount_minor: sign * amount_minor, fee_minor: sign * fee_minor }
}

function isNothing({ count, amount_msat, fee_msat, value, fiat }: Adjustment): boolean {
  return count === 0 && amount_msat === 0 && fee_msat === 0 && unitsOf(value) === 0n && fiat.length === 0
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
