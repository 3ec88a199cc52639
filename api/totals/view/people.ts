import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Grain } from '#api/contract/totals-view.ts'
import { withActs } from '#api/totals/cell/activity.ts'
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
  const ofPart = await countOfPart(db, facts, grain)
  if (!facts.isStored && ofPart === null) {
    const counted = await countRows(db, facts, grain)
    return (day) => counted.get(day) ?? NOBODY
  }
  const fresh = await (facts.isStored ? countNew(db, facts, grain) : countNewOfPart(db, facts, grain))
  const found = ofPart ?? (await countOfCells(db, facts, grain))
  return (day) => ({ supporters: found.get(day) ?? 0, new_supporters: fresh.get(day) ?? 0 })
}

/** How many gave, by what is stored: of a whole show, or of an episode. */
async function countOfCells(db: Kysely<DB>, facts: Facts, grain: Grain): Promise<Map<string, number>> {
  const all = await countAll(db, facts)
  const byBucket = await countByBucket(db, facts, grain)
  if (all !== null && byBucket !== null) return byBucket.set('', all)
  const rows = await countRows(db, facts, grain)
  const counted = new Map([...rows].map(([day, { supporters }]) => [day, supporters]))
  return new Map([...counted, ...(byBucket ?? []), ['', all ?? counted.get('') ?? 0]])
}

/** How many gave by one app, to one wallet or by one rail, told by who gave on each day; null of anything else. */
async function countOfPart(db: Kysely<DB>, facts: Facts, grain: Grain): Promise<Map<string, number> | null> {
  const part = partOf(facts)
  if (part === null) return null
  const { rows } = await sql<{ bucket: string; count: number }>`
    with days as materialized (
      select day, ${bucketOf(grain)} as bucket, who from totals_people
      where show_id = ${facts.show_id} and part = ${part.part} and key = ${part.key} ${between(facts.period)}
    )
    select '' as bucket, count(distinct supporter_id)::integer as count from days, unnest(who) as given(supporter_id)
    union all
    ${
      grain === 'day'
        ? sql`select bucket::text, cardinality(who) from days`
        : sql`
          select bucket::text, count(distinct supporter_id)::integer from days, unnest(who) as given(supporter_id)
          group by days.bucket`
    }`.execute(db)
  return new Map(rows.map(({ bucket, count }) => [bucket, count]))
}

/** The one part whose people are kept that facts are narrowed to. */
function partOf({ only, hasPeople }: Facts): { part: 'app' | 'wallet' | 'rail'; key: string } | null {
  const cell = hasPeople ? cellOf(only) : null
  if (cell?.part !== 'app' && cell?.part !== 'wallet' && cell?.part !== 'rail') return null
  return { part: cell.part, key: cell.key }
}

/**
 * Who is new of those who gave to a wallet or by a rail: it depends on the payment, and is read of the days alone on which somebody came who gave there.
 */
async function countNewOfPart(db: Kysely<DB>, facts: Facts, grain: Grain): Promise<Map<string, number>> {
  const { show_id, time_zone, period, only } = facts
  const part = partOf(facts)
  const { rows } = await sql<{ day: string }>`
    select distinct people.day from totals_supporters ever
    join totals_people people on people.show_id = ever.show_id and people.part = ${part?.part} and people.key = ${part?.key}
      and people.day = (ever.first_at at time zone ${time_zone})::date and ever.supporter_id = any(people.who)
    where ever.show_id = ${show_id} and ever.year = 0 and ${cameIn(period, time_zone)}`.execute(db)
  if (rows.length === 0) return new Map()
  const days = rows.map(({ day }) => ({ show_id, from: day, to: day }))
  const counted = await countRows(db, { ...facts, beginning: withActs(days, time_zone, only) }, grain)
  return new Map([...counted].map(([day, people]) => [day, people.new_supporters]))
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

/** New ones by the first day of what their day is told in, and all of them under ''. */
async function countNew(db: Kysely<DB>, facts: Facts, grain: Grain): Promise<Map<string, number>> {
  const { rows } = await sql<{ bucket: string; count: number }>`
    ${facts.beginning}
    select bucket::text as bucket, count from (
      select ${bucketOf(grain)} as bucket, ${countNewcomers(facts)} as count from ${newcomersOf(facts)} group by 1
    ) new`.execute(db)
  const fresh = new Map(rows.map(({ bucket, count }) => [bucket, count]))
  return fresh.set(
    '',
    rows.reduce((sum, { count }) => sum + count, 0),
  )
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
