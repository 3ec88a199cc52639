import { type RawBuilder, sql } from 'kysely'
import { cellsOf, fiatOf, hoursOf, peopleOf, slicesOf, supporterDaysOf } from '#api/totals/cell/activity.ts'
import { SUMS, sumActs } from '#api/totals/cell/sums.ts'

/** A table whose rows are of a day of a show. */
export type DayTable = {
  table:
    | 'totals_cells'
    | 'totals_fiat'
    | 'totals_hours'
    | 'totals_slices'
    | 'totals_supporter_days'
    | 'totals_people'
  /** What names a row. */
  key: readonly string[]
  values: readonly string[]
  /** How its rows lie close to each other in its indexes. */
  order: readonly string[]
  /** Its rows from `acts` and `paid`, columns in the order of key and values. */
  made: RawBuilder<unknown>
}

export const DAY_TABLES: readonly DayTable[] = [
  {
    table: 'totals_cells',
    key: ['show_id', 'part', 'day', 'key'],
    values: [...SUMS, 'anonymous', 'supporters'],
    order: ['part', 'day', 'key'],
    made: cellsOf(sumActs),
  },
  {
    table: 'totals_fiat',
    key: ['show_id', 'part', 'day', 'key', 'currency'],
    values: ['amount_minor', 'count'],
    order: ['part', 'day', 'key'],
    made: fiatOf,
  },
  {
    table: 'totals_hours',
    key: ['show_id', 'day'],
    values: ['hours', 'boosts', 'counted_msat', 'streams', 'received_msat'],
    order: ['day'],
    made: hoursOf,
  },
  {
    table: 'totals_slices',
    key: ['show_id', 'day', 'episode_id', 'app', 'wallet_id', 'rail'],
    values: [...SUMS, 'anonymous'],
    order: ['day', 'episode_id', 'app'],
    made: slicesOf(sumActs),
  },
  {
    table: 'totals_supporter_days',
    key: ['show_id', 'day', 'supporter_id', 'episode_id', 'app'],
    values: [...SUMS, 'first_at', 'last_at'],
    order: ['supporter_id', 'day'],
    made: supporterDaysOf(sumActs),
  },
  {
    table: 'totals_people',
    key: ['show_id', 'part', 'day', 'key'],
    values: ['who'],
    order: ['part', 'day', 'key'],
    made: peopleOf,
  },
]

/** All columns of a table, in order. */
export function columnsOf({ key, values }: DayTable): RawBuilder<unknown> {
  return sql.raw([...key, ...values].join(', '))
}

/** Parts that a table has rows of; a range of days is looked up in each by the primary key. */
export function hasParts({ key }: DayTable): boolean {
  return key.includes('part')
}
