import { type RawBuilder, sql } from 'kysely'
import { daysBetween } from '#api/lib/day.ts'

/** As many as its column holds. */
const LAST_YEAR = 32_767

/**
 * How many different supporters gave on some days of a show, both included (null: without end), as a number in a statement. Told by the bits of the days
 * that each of them gave on in a year, however much that was.
 */
export function supportersIn(
  showId: number,
  { from, to }: { from: string | null; to: string | null },
): RawBuilder<unknown> {
  const first = from === null ? 1 : yearOf(from)
  const last = to === null ? LAST_YEAR : yearOf(to)
  const given = sql`
    from totals_supporters where show_id = ${showId} and year >= ${first}::smallint and year <= ${last}::smallint
      and case when year = ${first} then days & ${bits(first, from, to)}::bit(366)
               when year = ${last} then days & ${bits(last, from, to)}::bit(366) else days end <> 0::bit(366)`
  return first === last
    ? sql`(select count(*)::integer ${given})`
    : sql`(select count(*)::integer from (select distinct supporter_id ${given}) given)`
}

const yearOf = (day: string) => Number(day.slice(0, -6))

/** A bit for each day of a year, the first of January the first: set where it is in a period. */
function bits(year: number, from: string | null, to: string | null): string {
  const dayOfYear = (day: string) => daysBetween(`${day.slice(0, -6)}-01-01`, day)
  const begin = from !== null && yearOf(from) === year ? dayOfYear(from) : 0
  const end = to !== null && yearOf(to) === year ? dayOfYear(to) : 365
  return Array.from({ length: 366 }, (_, n) => (n >= begin && n <= end ? 1 : 0)).join('')
}
