import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type DayRange, withActs } from '#api/totals/cell/activity.ts'
import { partsOf, peopleNames, peopleOfEpisodes, peopleOrNobody } from '#api/totals/cell/build-parts.ts'
import { fiatSumsOf, isSupporter } from '#api/totals/cell/build-summaries.ts'
import { allTimeOf, yearsOf } from '#api/totals/cell/build-supporters.ts'
import { cohortsOfShow } from '#api/totals/cell/cohorts.ts'
import { columnsOf, DAY_TABLES, type DayTable } from '#api/totals/cell/day-tables.ts'
import { sumCells, sumNames } from '#api/totals/cell/sums.ts'
import { isUnread } from '#api/totals/maintain/pending.ts'
import type { DB } from '#db/schema/index.ts'

/** Where a cell is not what the payments say: its table, and what names it. */
export type Difference = { place: string; cell: string }

/** So many are named; all are counted. */
const NAMED = 20

export type Comparison = { behind: boolean; count: number; differences: Difference[] }

/**
 * Compares the cells of some days of a show with the payments, in one snapshot.
 * @returns `behind` where changes of the show are still to come into them, so that nothing can be said
 */
export async function compareDays(db: Kysely<DB>, range: DayRange): Promise<Comparison> {
  const stored = ({ table, ...rest }: DayTable) => sql`
    select ${columnsOf({ table, ...rest })} from ${sql.table(table)} where show_id = ${range.show_id}
      and day >= coalesce(${range.from}::date, '-infinity') and day <= coalesce(${range.to}::date, 'infinity')`
  return await compare(
    db,
    range.show_id,
    withActs([range]),
    DAY_TABLES.map((table) => [table.table, table.made, stored(table)]),
  )
}

/** Compares the larger sums of a show with its cells of days, in one snapshot. */
export async function compareSums(db: Kysely<DB>, showId: number): Promise<Comparison> {
  const year = sql`show_id, year, supporter_id, ${sumNames}, total_msat, first_at, last_at, days, first_episode_id`
  const years = yearsOf(sql`(select * from totals_supporter_days where show_id = ${showId}) days`)
  return await compare(db, showId, sql`with nothing as (select)`, [
    [
      'periods of supporters',
      sql`select * from (${years}) years union all ${allTimeOf(sql`(${years}) years`)}`,
      sql`select ${year} from totals_supporters where show_id = ${showId}`,
    ],
    [
      'cohorts',
      cohortsOfShow(showId),
      sql`select show_id, first_month, month, supporters from totals_cohorts where show_id = ${showId}`,
    ],
    [
      'sums of parts',
      partsOf(sql`(select * from totals_cells where show_id = ${showId} and part <> 'show') cells`),
      sql`select show_id, part, key, ${sumNames}, anonymous, days from totals_parts where show_id = ${showId}`,
    ],
    [
      'supporters of episodes',
      sql`select p.key, ${peopleOrNobody} from totals_parts p left join ${peopleOfEpisodes(
        sql`(select * from totals_supporter_days where show_id = ${showId}) people`,
      )} n on n.key = p.key where ${isCounted(showId)}`,
      sql`select p.key, ${peopleNames} from totals_parts p where ${isCounted(showId)}`,
    ],
    [
      'sums',
      sql`select show_id, ${sumCells}, coalesce(sum(anonymous), 0)::integer,
            (select count(*) from totals_supporters where show_id = ${showId} and year = 0 and ${isSupporter})::integer,
            ${fiatSumsOf(sql.lit(showId))}
          from totals_cells where show_id = ${showId} and part = 'show' group by show_id`,
      // A show without cells has nothing to sum.
      sql`select show_id, ${sumNames}, anonymous, supporters, fiat_sums from totals_shows t where show_id = ${showId}
            and exists (select from totals_cells c where c.show_id = t.show_id and c.part = 'show')`,
    ],
  ])
}

const isCounted = (showId: number) =>
  sql`p.show_id = ${showId} and p.part = 'episode' and p.supporters is not null`

async function compare(
  db: Kysely<DB>,
  showId: number,
  beginning: RawBuilder<unknown>,
  tables: [place: string, made: RawBuilder<unknown>, stored: RawBuilder<unknown>][],
): Promise<Comparison> {
  const halves = tables.map(
    ([place, made, stored]) => sql`
      select ${place}::text as place, to_jsonb(d)::text as cell from (
        (select * from (${made}) m except all select * from (${stored}) s)
        union all
        (select * from (${stored}) s except all select * from (${made}) m)
      ) d`,
  )
  const { rows } = await sql<Difference & { count: number; behind: boolean }>`
    ${beginning},
    differences as materialized (${sql.join(halves, sql` union all `)})
    select d.place, d.cell, (select count(*) from differences) as count, ${isBehind(showId)} as behind
    from (select) one left join (select * from differences limit ${NAMED}) d on true`.execute(db)
  return {
    behind: rows[0]?.behind ?? true,
    count: rows[0]?.count ?? 0,
    differences: rows.flatMap(({ place, cell }) => (cell ? [{ place, cell }] : [])),
  }
}

function isBehind(showId: number): RawBuilder<unknown> {
  return sql`coalesce((
    select t.stale or t.parts_as_of is distinct from t.as_of or t.people_as_of is distinct from t.as_of or exists (select from changes c where ${isUnread})
    from totals_shows t where t.show_id = ${showId}), true)`
}
