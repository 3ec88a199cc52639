import { isObject } from '#api/lib/is-object.ts'
import type { PeriodSums } from '#api/statement/period-sums.ts'

/** What is different in a period since it was closed: not when it was looked at, and not what a show is called now. */
export function compareSums(closed: PeriodSums, now: PeriodSums): { changed: boolean; more_msat: number } {
  return {
    changed: textOf(closed) !== textOf(now),
    more_msat: now.total.amount_msat - closed.total.amount_msat,
  }
}

function textOf({ sats, fiat, boosts, streams, free, total }: PeriodSums): string {
  const { needs_look: _, ...sums } = total
  return JSON.stringify([sats, fiat, boosts, streams, free, sums], sorted)
}

/** jsonb keeps keys in an order of its own. */
function sorted(_key: string, value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
