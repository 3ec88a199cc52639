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

/** So many of those who gave most for an episode are kept. */
export const BEST = 25

/** Who gave for an episode, as columns of `totals_parts`, with what they are where nobody did. */
const PEOPLE = {
  supporters: '0',
  listeners: '0',
  first_days: `'{}'::date[]`,
  first_people: `'{}'::integer[]`,
  best: `'{}'::uuid[]`,
  best_msat: `'{}'::numeric[]`,
  best_boosts: `'{}'::integer[]`,
}

/** `supporters, listeners, …` */
export const peopleNames = sql.raw(Object.keys(PEOPLE).join(', '))

/** The same of a relation `n` that has no row where nobody gave. */
export const peopleOrNobody = sql.raw(
  Object.entries(PEOPLE)
    .map(([name, none]) => `coalesce(n.${name}, ${none}) as ${name}`)
    .join(', '),
)

/**
 * Who gave for each episode of a show, as `key` and the columns of `totals_parts`; for none in particular under an empty key. Of those without any
 * nothing is said.
 * @param days rows of `totals_supporter_days`
 */
export function peopleOfEpisodes(days: RawBuilder<unknown>): RawBuilder<unknown> {
  // Each one's days together first: to tell different ones apart by sorting all is slower by far.
  return sql`(
    with given as materialized (
      select coalesce(episode_id::text, '') as key, supporter_id, min(day) filter (where ${isSupporter}) as first_day,
             bool_or(streams > 0) as streamed, sum(boosts + autos + free + fiat)::integer as boosts,
             sum(boosts_counted_msat + autos_counted_msat + streams_received_msat) as msat
      from ${days} group by episode_id, supporter_id
    ),
    counts as (
      select key, count(first_day)::integer as supporters,
             (count(*) filter (where streamed))::integer as listeners
      from given group by key
    ),
    firsts as (
      select key, array_agg(first_day order by first_day) as first_days, array_agg(people order by first_day) as first_people
      from (
        select key, first_day, count(*)::integer as people from given where first_day is not null group by key, first_day
      ) days group by key
    ),
    ranks as (
      select key, array_agg(supporter_id order by rank) as best, array_agg(msat order by rank) as best_msat,
             array_agg(boosts order by rank) as best_boosts
      from (
        select key, supporter_id, msat, boosts, row_number() over (partition by key order by msat desc, supporter_id) as rank
        from given where msat > 0
      ) ranked where rank <= ${sql.lit(BEST)} group by key
    )
    select n.key, ${peopleOrNobody}
    from (select * from counts left join firsts using (key) left join ranks using (key)) n
  )`
}

/**
 * Who gave for episodes of a show, as `peopleOfEpisodes`: as it is kept, else counted now.
 * @param keys of the episodes; null: all
 */
export function peopleSoFar(showId: number, keys: readonly string[] | null): RawBuilder<unknown> {
  const known = sql`
    select * from totals_parts where show_id = ${showId} and part = 'episode'
      ${keys === null ? sql`` : sql`and key = any(${[...keys]}::text[])`}`
  return sql`(
    with known as materialized (${known}),
    wanted as materialized (select key from known where supporters is null)
    select key, ${peopleNames} from known where supporters is not null
    union all
    select key, ${peopleNames} from ${peopleOfEpisodes(peopleOfWanted(showId))} made
  )`
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
 * @param most so many of them; null: all
 * @returns for how many
 */
export async function countPeople(
  trx: Transaction<DB>,
  showId: number,
  most: number | null = null,
): Promise<number> {
  const peopleOfShow = sql`(select * from totals_supporter_days where show_id = ${showId}) people`
  // Counted once for all: without statistics the planner takes them for one, and would do it for each.
  const { numAffectedRows = 0n } = await sql`
    with wanted as materialized (
      select key from totals_parts where show_id = ${showId} and part = 'episode' and supporters is null
      ${most === null ? sql`` : sql`limit ${most}`}
    ),
    made as materialized ${peopleOfEpisodes(most === null ? peopleOfShow : peopleOfWanted(showId))}
    update totals_parts p set (${peopleNames}) = row(${sql.raw(
      Object.keys(PEOPLE)
        .map((name) => `counted.${name}`)
        .join(', '),
    )})
    from (select wanted.key, ${peopleOrNobody} from wanted left join made n on n.key = wanted.key) counted
    where p.show_id = ${showId} and p.part = 'episode' and p.key = counted.key`.execute(trx)
  return Number(numAffectedRows)
}

/**
 * The days of supporters for episodes `wanted`, each looked up by itself. The show is written so that no index has it: without statistics its own
 * looks as good as the episode's, and reads everybody for each.
 */
function peopleOfWanted(showId: number): RawBuilder<unknown> {
  return sql`(
    select days.* from wanted cross join lateral (
      select * from totals_supporter_days
      where show_id + 0 = ${showId} and episode_id = nullif(wanted.key, '')::uuid offset 0
    ) days
    union all
    select * from totals_supporter_days
    where show_id = ${showId} and episode_id is null and exists (select from wanted where key = '')
  ) people`
}
