import { type RawBuilder, sql, type Transaction } from 'kysely'
import { type DayRange, peopleOf, withActs } from '#api/totals/cell/activity.ts'
import { columnsOf, DAY_TABLES, type DayTable, hasParts } from '#api/totals/cell/day-tables.ts'
import { liesElsewhere } from '#db/distributed/lies-elsewhere.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

const PARTS = sql`unnest(array['show', 'episode', 'app', 'wallet', 'rail', 'supporter'])`

const NO_EPISODE = '00000000-0000-0000-0000-000000000000'

/** Whose sums of larger periods no longer hold. */
export type TouchedSupporter = { show_id: number; supporter_id: string; year: number }

/**
 * Makes the cells of some days anew from the payments, and writes those that differ. The shows are locked. All cells come from
 * one snapshot.
 * @param ranges that do not overlap
 * @returns the supporters of whom something differed
 */
export async function makeDays(
  trx: Transaction<DB>,
  ranges: readonly DayRange[],
): Promise<TouchedSupporter[]> {
  const { rows } = await sql<TouchedSupporter>`
    ${withActs(ranges)}, ${sql.join(DAY_TABLES.map((table) => replace(table, ranges, liesElsewhere(trx))))}
    select distinct show_id, supporter_id, extract(year from day)::integer as year from (
      select show_id, supporter_id, day from put_totals_supporter_days
      union all
      select show_id, supporter_id, day from gone_totals_supporter_days
    ) touched`.execute(trx)
  return rows
}

/** Makes all days of a show that has no cells yet. It is locked. */
export async function makeFirstDays(trx: Transaction<DB>, showId: number): Promise<void> {
  const fill = (table: DayTable) => sql`
    ${sql.raw(`put_${table.table}`)} as (
      insert into ${sql.table(table.table)} (${columnsOf(table)}) ${table.made} order by ${sql.raw(table.order.join(', '))}
    )`
  await sql`
    ${withActs([{ show_id: showId, from: null, to: null }])}, ${sql.join(DAY_TABLES.map(fill))}
    select 1`.execute(trx)
}

/** Makes anew who gave to the parts of a show on each day, from its payments. It is locked. */
export async function makePeople(trx: Transaction<DB>, showId: number): Promise<void> {
  await trx.deleteFrom('totals_people').where('show_id', '=', showId).execute()
  await sql`
    ${withActs([{ show_id: showId, from: null, to: null }])}
    insert into totals_people (show_id, part, day, key, who) ${peopleOf}`.execute(trx)
  await sql`update totals_shows set people_as_of = as_of where show_id = ${showId}`.execute(trx)
}

/** Writes the rows of a table that are other than what is stored, and drops those that are no more. */
function replace(table: DayTable, ranges: readonly DayRange[], elsewhere: boolean): RawBuilder<unknown> {
  const names = (...parts: string[]) => sql.raw(parts.join(', '))
  const [made, stored, put, gone] = ['made', 'stored', 'put', 'gone'].map((word) =>
    sql.raw(`${word}_${table.table}`),
  )
  const columns = columnsOf(table)
  const sets = sql.raw(table.values.map((name) => `${name} = excluded.${name}`).join(', '))
  const sameKey = sql.raw(
    table.key.map((name) => `${hashable('m', name)} = ${hashable('s', name)}`).join(' and '),
  )
  // By where a row lies, else the planner may read the whole table; a coordinator does not know where.
  const own = sql.raw(table.key.map((name) => `d.${name} is not distinct from s.${name}`).join(' and '))
  const isGone = sql`not exists (select 1 from ${made} m where ${sameKey})`
  const dropping = elsewhere
    ? sql`d using ${stored} s where ${own} and ${isGone} returning ${names(...table.key.map((name) => `d.${name}`))}`
    : sql`where ctid = any(array(select s.row from ${stored} s where ${isGone})) returning ${names(...table.key)}`
  return sql`
    ${made} as materialized (${table.made}),
    ${stored} as materialized (${storedRows(table, ranges, elsewhere)}),
    ${put} as (
      insert into ${sql.table(table.table)} (${columns})
      select * from (select ${columns} from ${made} except all select ${columns} from ${stored}) other
      on conflict (${names(...table.key)}) do update set ${sets}
      returning ${names(...table.key)}
    ),
    ${gone} as (
      delete from ${sql.table(table.table)} ${dropping}
    )`
}

/** A part of a key as what rows are matched by: no episode is one too, and "is not distinct from" would compare each with each. */
function hashable(row: 'm' | 's', name: string): string {
  return name === 'episode_id' ? `coalesce(${row}.episode_id, '${NO_EPISODE}'::uuid)` : `${row}.${name}`
}

/** The stored rows of some days, each range looked up by itself: a join would have the planner read the whole table. */
function storedRows(table: DayTable, ranges: readonly DayRange[], elsewhere: boolean): RawBuilder<unknown> {
  return sql`
    select c.* from ${rangesAsRows(ranges)} ${hasParts(table) ? sql`cross join ${PARTS} as p(name)` : sql``}
    cross join lateral (
      select ${elsewhere ? sql`` : sql`ctid as row,`} ${columnsOf(table)} from ${sql.table(table.table)}
      where show_id = t.show_id and day >= coalesce(t.first, '-infinity') and day <= coalesce(t.last, 'infinity')
        ${hasParts(table) ? sql`and part = p.name` : sql``} offset 0
    ) c`
}

/** Ranges as a relation `t`. */
export function rangesAsRows(ranges: readonly DayRange[]): RawBuilder<unknown> {
  return sql`
    unnest(${ranges.map((range) => range.show_id)}::integer[], ${ranges.map((range) => range.from)}::date[],
           ${ranges.map((range) => range.to)}::date[]) as t(show_id, first, last)`
}

/** Drops all cells of shows that are no more. */
export async function dropShows(trx: Transaction<DB>, showIds: readonly number[]): Promise<void> {
  if (showIds.length === 0) return
  const sums = ['totals_supporters', 'totals_cohorts', 'totals_parts'] as const
  for (const table of [...DAY_TABLES.map((one) => one.table), ...sums])
    await trx.deleteFrom(table).where('show_id', '=', anyOf(showIds)).execute()
}
