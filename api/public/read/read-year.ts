import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { PublicYear } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { dayIn } from '#api/lib/day.ts'
import { describeShow, findPublicShow } from '#api/public/read/find-public-show.ts'
import { listMessages } from '#api/public/read/list-messages.ts'
import { listMilestones } from '#api/public/read/list-milestones.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import { readWays } from '#api/public/read/read-ways.ts'
import { rankSupporters, sumDays } from '#api/public/read/sum-shows.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import type { DB } from '#db/schema/index.ts'

const RANKS = 15
const EPISODES = 5
const MESSAGES = 3

/** A year of a show in what it publishes of it. @throws AppError not-found where nothing came in it */
export async function readPublicYear(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
  year: number,
): Promise<PublicYear> {
  const { show, privacy } = await findPublicShow(db, slug)
  await bringUpToDate(db, show.id)
  const days = daysOf(year)
  const { exact_msat, ...sum } = await sumDays(db, show.id, days, privacy)
  if (exact_msat === 0 && sum.boosts === 0)
    throw new AppError('not-found', 'Nothing came to this show in that year.')
  const today = dayIn(now(), show.time_zone)
  // Of a year that is not over, the one before counts up to the same day.
  const upTo =
    today < days.to ? `${year - 1}${today.slice(4).replace('-02-29', '-02-28')}` : daysOf(year - 1).to
  const { exact_msat: _, ...before } = await sumDays(db, show.id, { ...daysOf(year - 1), to: upTo }, privacy)
  const upToNow = today < days.to ? today : days.to
  const { artwork } = await readWays(db, show, [])
  return {
    show: describeShow(show, privacy),
    listed: privacy.settings.listed,
    as_of: now().toISOString(),
    artwork,
    year,
    is_over: today > days.to,
    sum,
    before,
    new_supporters: await countNew(db, show, year),
    months: await sumMonthsOf(db, show.id, { from: days.from, to: upToNow }, privacy),
    busiest_day: await findBusiest(db, show.id, days, privacy),
    episodes: await rankEpisodes(db, show.id, days, privacy),
    supporters: await rankSupporters(db, show.id, days, RANKS, privacy),
    milestones: await listMilestones(db, show.id, days, privacy),
    messages: await listMessages(db, privacy, {
      showId: show.id,
      year: { from: days.from, to: days.to, timeZone: show.time_zone },
      limit: MESSAGES,
    }),
  }
}

type Year = { from: string; to: string }

function daysOf(year: number): Year {
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

/** How many gave for the first time. */
async function countNew(
  db: Kysely<DB>,
  { id, time_zone }: { id: number; time_zone: string },
  year: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from totals_supporters
    where show_id = ${id} and year = 0 and extract(year from first_at at time zone ${time_zone}) = ${year}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

const boosted = sql`sum(boosts_counted_msat + autos_counted_msat)::bigint`
const streamed = sql`sum(streams_received_msat)::bigint`

async function sumMonthsOf(
  db: Kysely<DB>,
  showId: number,
  { from, to }: Year,
  { amount }: Privacy,
): Promise<PublicYear['months']> {
  const { rows } = await sql<{ month: string; boosted: number; streamed: number }>`
    select to_char(m.month, 'YYYY-MM') as month, coalesce(${boosted}, 0) as boosted, coalesce(${streamed}, 0) as streamed
    from generate_series(${from}::date, ${to}::date, interval '1 month') m (month)
    left join totals_cells c on c.show_id = ${showId} and c.part = 'show' and c.day >= m.month and c.day < m.month + interval '1 month'
    group by m.month order by m.month`.execute(db)
  return rows.map(({ month, boosted: b, streamed: s }) => ({
    month,
    boosted_msat: amount(b),
    streamed_msat: amount(s),
  }))
}

async function findBusiest(
  db: Kysely<DB>,
  showId: number,
  { from, to }: Year,
  { amount }: Privacy,
): Promise<PublicYear['busiest_day']> {
  const { rows } = await sql<{ day: string; total: number; boosts: number }>`
    select day, boosts_counted_msat + autos_counted_msat + streams_received_msat as total,
      (boosts + autos + free + fiat)::integer as boosts
    from totals_cells
    where show_id = ${showId} and part = 'show' and day between ${from}::date and ${to}::date
    order by 2 desc, day limit 1`.execute(db)
  const [row] = rows
  return row ? { day: row.day, amount_msat: amount(row.total), boosts: row.boosts } : null
}

async function rankEpisodes(
  db: Kysely<DB>,
  showId: number,
  { from, to }: Year,
  { amount }: Privacy,
): Promise<PublicYear['episodes']> {
  const { rows } = await sql<{ id: string; title: string | null; total: number; boosts: number }>`
    select e.id, e.title, c.total, c.boosts from (
      select key, (${boosted} + ${streamed}) as total, sum(boosts + autos + free + fiat)::integer as boosts
      from totals_cells
      where show_id = ${showId} and part = 'episode' and key <> '' and day between ${from}::date and ${to}::date
      group by key
    ) c join episodes e on e.id::text = c.key and not e.provisional
    order by c.total desc, e.id limit ${EPISODES}`.execute(db)
  return rows.map(({ id, title, total, boosts }) => ({ id, title, boosts, amount_msat: amount(total) }))
}
