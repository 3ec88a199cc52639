import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Grain } from '#api/contract/totals-view.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { cameIn } from '#api/totals/cell/came-in.ts'
import { supportersIn } from '#api/totals/cell/count-supporters.ts'
import { betweenMonths, isOfWholeMonths } from '#api/totals/json/whole-months.ts'
import { between, bucketOf, cellOf, type Facts, isWhole } from '#api/totals/view/facts.ts'
import type { DB } from '#db/schema/index.ts'

type People = { supporters: number; new_supporters: number }
const NOBODY: People = { supporters: 0, new_supporters: 0 }

/** How many gave on each day (week, month), and on all of them, under ''. Those are new whose first act of all time is among the facts. */
export async function countPeople(
  db: Kysely<DB>,
  facts: Facts,
  grain: Grain,
): Promise<(day: string) => People> {
  if (!facts.isStored) {
    const counted = await countRows(db, facts, grain)
    return (day) => counted.get(day) ?? NOBODY
  }
  const found = await countAll(db, facts)
  const byDay = await countByBucket(db, facts, grain)
  const counted = found === null || byDay === null ? await countRows(db, facts, grain) : null
  const fresh = await countNew(db, facts, grain)
  const total = [...fresh.values()].reduce((sum, count) => sum + count, 0)
  return (day) => {
    const rows = counted?.get(day)?.supporters ?? 0
    return day === ''
      ? { supporters: found ?? rows, new_supporters: total }
      : { supporters: byDay ? (byDay.get(day) ?? 0) : rows, new_supporters: fresh.get(day) ?? 0 }
  }
}

/** Of anything: all that each of them did is read. */
async function countRows(db: Kysely<DB>, facts: Facts, grain: Grain): Promise<Map<string, People>> {
  const { rows } = await sql<People & { bucket: string | null }>`
    ${facts.beginning}
    select bucket::text as bucket, count(distinct supporter_id)::integer as supporters,
           (count(distinct supporter_id) filter (where is_new))::integer as new_supporters
    from (
      select ${bucketOf(grain)} as bucket, supporter_id, first_at = (
        select ever.first_at from totals_supporters ever
        where ever.show_id = ${facts.show_id} and ever.year + 0 = 0 and ever.supporter_id = people.supporter_id
      ) as is_new
      from ${facts.people}
    ) p group by grouping sets ((), (bucket))`.execute(db)
  return new Map(rows.map(({ bucket, ...people }) => [bucket ?? '', people]))
}

/** Of a whole show by the days that each supporter has given on, however much that was; null where these do not tell. */
async function countAll(db: Kysely<DB>, { show_id, period, isStored, only }: Facts): Promise<number | null> {
  if (!isStored || !isWhole(only)) return null
  const isEver = period.from === null && period.to === null
  const { rows } = await sql<{ count: number }>`
    select ${isEver ? sql`supporters` : supportersIn(show_id, period)} as count
    from totals_shows where show_id = ${show_id}`.execute(db)
  return rows[0]?.count ?? 0
}

/** By day, of what has cells, and by month, of a whole show; null where no cells tell. */
async function countByBucket(
  db: Kysely<DB>,
  { show_id, period, isStored, only }: Facts,
  grain: Grain,
): Promise<Map<string, number> | null> {
  const cell = cellOf(only)
  if (!isStored || cell === null) return null
  if (grain === 'day') {
    const { rows } = await sql<{ day: string; supporters: number }>`
      select day, supporters from totals_cells
      where show_id = ${show_id} and part = ${cell.part} and key = ${cell.key} ${between(period)}`.execute(db)
    return new Map(rows.map(({ day, supporters }) => [day, supporters]))
  }
  if (grain !== 'month' || cell.part !== 'show' || !isOfWholeMonths(period)) return null
  const { rows } = await sql<{ month: string; supporters: number }>`
    select month::text as month, sum(supporters)::integer as supporters from totals_cohorts
    where show_id = ${show_id} ${betweenMonths(period)} group by totals_cohorts.month`.execute(db)
  return new Map(rows.map(({ month, supporters }) => [month, supporters]))
}

/** New ones by the first day of what their day is told in. */
async function countNew(db: Kysely<DB>, facts: Facts, grain: Grain): Promise<Map<string, number>> {
  const { rows } = await sql<{ bucket: string; count: number }>`
    ${facts.beginning}
    select bucket::text as bucket, count from (
      select ${bucketOf(grain)} as bucket, ${countNewcomers(facts)} as count from ${newcomersOf(facts)} group by 1
    ) new`.execute(db)
  return new Map(rows.map(({ bucket, count }) => [bucket, count]))
}

/** How many different ones: what is stored names each once. */
function countNewcomers({ isStored }: Facts): RawBuilder<unknown> {
  return isStored ? sql`count(*)::integer` : sql`count(distinct supporter_id)::integer`
}

/**
 * Everybody whose first act of all time is among the facts, with what it was of: `supporter_id, day, episode_id, app`. What cells tell
 * is found by when people came, however many there are.
 */
export function newcomersOf(facts: Facts): RawBuilder<unknown> {
  const { show_id, time_zone, period, only, isStored } = facts
  if (!isStored)
    return sql`(
      select p.supporter_id, p.day, p.episode_id, p.app
      from ${facts.people} join totals_supporters ever
        on ever.show_id = ${show_id} and ever.year + 0 = 0 and ever.supporter_id = people.supporter_id and ever.first_at = people.first_at
      cross join lateral (select people.supporter_id, people.day, people.episode_id, people.app) p
    ) newcomers`
  const day = sql`(first_at at time zone ${time_zone})::date`
  const came = sql`
    select supporter_id, ${day} as day, first_at, first_episode_id as episode_id from totals_supporters
    where show_id = ${show_id} and year = 0 and ${isSupporter} and ${cameIn(period, time_zone)}
      ${only.episode === undefined ? sql`` : sql`and first_episode_id = ${only.episode}::uuid`}`
  if (only.app === undefined) return sql`(${came}) newcomers`
  return sql`(
    select c.supporter_id, c.day, c.episode_id, d.app from (${came}) c cross join lateral (
      select app from totals_supporter_days
      where show_id = ${show_id} and supporter_id = c.supporter_id and day = c.day and first_at = c.first_at
        and app = ${only.app} limit 1
    ) d
  ) newcomers`
}

/** New ones by what their first act was of; apps of cells are looked up. */
export async function countNewBy(
  db: Kysely<DB>,
  facts: Facts,
  by: 'episode_id' | 'app',
): Promise<Map<string, number>> {
  const newcomers =
    by === 'app' && facts.isStored && facts.only.app === undefined
      ? sql`(
          select c.supporter_id, d.app from ${newcomersOf(facts)} join totals_supporters c
            on c.show_id = ${facts.show_id} and c.year + 0 = 0 and c.supporter_id = newcomers.supporter_id
          cross join lateral (
            select app from totals_supporter_days
            where show_id = ${facts.show_id} and supporter_id = c.supporter_id and day = newcomers.day and first_at = c.first_at
            order by app limit 1
          ) d
        ) newcomers`
      : newcomersOf(facts)
  const { rows } = await sql<{ key: string; count: number }>`
    ${facts.beginning}
    select coalesce(${sql.ref(by)}::text, '') as key, count from (
      select ${sql.ref(by)}, ${countNewcomers(facts)} as count from ${newcomers} group by 1
    ) new`.execute(db)
  return new Map(rows.map(({ key, count }) => [key, count]))
}
