import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { DayRange } from '#api/totals/cell/activity.ts'
import { rangesAsRows } from '#api/totals/cell/build-days.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import type { LockedShow } from '#api/totals/cell/lock-shows.ts'
import { SUMS, sumCells, sumNames } from '#api/totals/cell/sums.ts'
import type { DB } from '#db/schema/index.ts'

/** What has sums of all time beside the show itself. */
const PARTS = sql.raw(`array['episode', 'app', 'wallet', 'rail']`)
const ADDED = [...SUMS, 'anonymous', 'days']

/** Sums of all time of parts, from their cells, as rows of `totals_parts` without who gave. */
export function partsOf(cells: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select show_id, part, key, ${sumCells}, coalesce(sum(anonymous), 0)::integer as anonymous, count(*)::integer as days
    from ${cells} group by show_id, part, key`
}

/** How many gave for each episode of a show, as `key, count`; for none in particular under an empty key. */
export function peopleOfEpisodes(people: RawBuilder<unknown>): RawBuilder<{ key: string; count: number }> {
  // Told apart first: to count different ones by sorting all is slower by far.
  return sql`
    select coalesce(episode_id::text, '') as key, count(*)::integer as count
    from (select distinct episode_id, supporter_id from ${people} where ${isSupporter}) given group by episode_id`
}

/** Makes those of a whole show anew, from its cells. It is locked. */
export async function makeParts(trx: Transaction<DB>, showId: number): Promise<void> {
  const cells = sql`(select * from totals_cells where show_id = ${showId} and part <> 'show') cells`
  await trx.deleteFrom('totals_parts').where('show_id', '=', showId).execute()
  await sql`
    insert into totals_parts (show_id, part, key, ${sumNames}, anonymous, days) ${partsOf(cells)}`.execute(
    trx,
  )
}

/** Makes those of shows anew that a version before has left behind. They are locked. */
export async function mendParts(trx: Transaction<DB>, shows: readonly LockedShow[]): Promise<void> {
  for (const { show_id, stale, has_parts } of shows) {
    // What is stale is made anew in any case.
    if (stale || has_parts) continue
    await makeParts(trx, show_id)
    await sql`update totals_shows set parts_as_of = as_of where show_id = ${show_id}`.execute(trx)
  }
}

/** Takes the cells of days off the sums of all time before these are made anew, or adds them afterwards. The shows are locked. */
export async function addDaysToParts(
  trx: Transaction<DB>,
  sign: '+' | '-',
  ranges: readonly DayRange[],
): Promise<void> {
  if (ranges.length === 0) return
  const made = partsOf(sql`(
    select c.* from ${rangesAsRows(ranges)} cross join unnest(${PARTS}) as p(name) cross join lateral (
      select * from totals_cells
      where show_id = t.show_id and part = p.name and day >= t.first and day <= t.last offset 0
    ) c) cells`)
  const sets = (from: string) =>
    sql.raw(
      [...ADDED.map((name) => `${name} = p.${name} ${sign} ${from}.${name}`), 'supporters = null'].join(', '),
    )
  if (sign === '-') {
    await sql`
      update totals_parts p set ${sets('n')} from (${made}) n
      where p.show_id = n.show_id and p.part = n.part and p.key = n.key`.execute(trx)
    return
  }
  await sql`
    insert into totals_parts as p (show_id, part, key, ${sumNames}, anonymous, days) ${made}
    on conflict (show_id, part, key) do update set ${sets('excluded')}`.execute(trx)
  await sql`
    delete from totals_parts p using (select distinct show_id from ${rangesAsRows(ranges)}) t
    where p.show_id = t.show_id and p.days = 0`.execute(trx)
}

/**
 * Counts who gave for those episodes of a show of which that is not known. The show is locked.
 * @param most so many of them, and not for none in particular, which no index has; null: all
 * @returns for how many
 */
export async function countPeople(
  trx: Transaction<DB>,
  showId: number,
  most: number | null = null,
): Promise<number> {
  const which = most === null ? sql`` : sql`and key <> '' limit ${most}`
  const { numAffectedRows = 0n } = await sql`
    with wanted as materialized (
      select key from totals_parts where show_id = ${showId} and part = 'episode' and supporters is null ${which}
    )
    update totals_parts p set supporters = coalesce(n.count, 0)
    from wanted left join (${peopleOfEpisodes(peopleOfWanted(showId))}) n on n.key = wanted.key
    where p.show_id = ${showId} and p.part = 'episode' and p.key = wanted.key`.execute(trx)
  return Number(numAffectedRows)
}

/** The days of supporters for episodes `wanted`, each looked up by itself. */
export function peopleOfWanted(showId: number): RawBuilder<unknown> {
  return sql`(
    select days.* from wanted cross join lateral (
      select * from totals_supporter_days
      where show_id = ${showId} and episode_id = nullif(wanted.key, '')::uuid offset 0
    ) days
    union all
    select * from totals_supporter_days
    where show_id = ${showId} and episode_id is null and exists (select from wanted where key = '')
  ) people`
}
