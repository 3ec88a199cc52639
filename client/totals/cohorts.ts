import type { Cohorts } from '#api/contract/totals-view.ts'

/** Who came in one month: how many, and which part of them gave in each month since, 0 being their first. */
export type Cohort = { month: string; size: number; kept: (number | null)[] }

/** How many gave in a month, the new ones apart. */
export type MonthPeople = { month: string; fresh: number; back: number }

/**
 * The last cohorts, the latest last, each up to this month.
 * @param today of the show
 * @param most so many
 */
export function cohortsOf(items: Cohorts['items'], today: string, most = 12): Cohort[] {
  const now = monthNumber(today.slice(0, 7))
  return items.slice(-most).map(({ month, months }) => {
    const first = monthNumber(month)
    const counts = new Map(months.map((one) => [monthNumber(one.month) - first, one.supporters]))
    const size = counts.get(0) ?? 0
    const age = Math.min(most - 1, Math.max(0, now - first))
    return {
      month,
      size,
      kept: Array.from({ length: age + 1 }, (_, since) =>
        size > 0 ? (counts.get(since) ?? 0) / size : null,
      ),
    }
  })
}

/** How many gave in each month, from the first to this one. @param most so many months, the last */
export function monthsOf(items: Cohorts['items'], today: string, most = 24): MonthPeople[] {
  const first = items[0]?.month
  if (first === undefined) return []
  const people = new Map<number, MonthPeople>()
  const now = Math.max(
    monthNumber(today.slice(0, 7)),
    ...items.flatMap(({ months }) => months.map(({ month }) => monthNumber(month))),
  )
  for (let at = Math.max(monthNumber(first), now - most + 1); at <= now; at++)
    people.set(at, { month: monthName(at), fresh: 0, back: 0 })
  for (const { month, months } of items)
    for (const one of months) {
      const cell = people.get(monthNumber(one.month))
      if (!cell) continue
      if (one.month === month) cell.fresh += one.supporters
      else cell.back += one.supporters
    }
  return [...people.values()]
}

/**
 * Which part of all these came back in the month after their first; null where none could yet.
 */
export function keptOf(cohorts: readonly Cohort[]): number | null {
  const grown = cohorts.filter(({ kept, size }) => kept.length > 1 && size > 0)
  const size = grown.reduce((sum, one) => sum + one.size, 0)
  return size === 0 ? null : grown.reduce((sum, one) => sum + (one.kept[1] ?? 0) * one.size, 0) / size
}

function monthNumber(month: string): number {
  const [year = 0, of = 1] = month.split('-').map(Number)
  return year * 12 + of - 1
}

function monthName(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}
