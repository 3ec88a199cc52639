import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { findEpisodeId } from '#api/alias/alias.ts'
import type { Leaderboard, LeaderboardQuery } from '#api/contract/totals.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import { supporterRef } from '#api/http/refs.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { cameIn } from '#api/totals/cell/came-in.ts'
import { supportersIn } from '#api/totals/cell/count-supporters.ts'
import { SUMS } from '#api/totals/cell/sums.ts'
import { exact } from '#api/totals/json/exact.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import { namedPeriod, type Period, periodBefore, periodOf } from '#api/totals/json/period.ts'
import { sourceOf } from '#api/totals/json/source.ts'
import { actsAsJson, type SumsRow } from '#api/totals/json/sums-as-json.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import { boardOf } from '#api/totals/supporter/leaderboard-sums.ts'
import { NO_RUN, readRuns } from '#api/totals/supporter/read-runs.ts'
import type { DB } from '#db/schema/index.ts'

/** What a page is ordered by, as whole numbers, the largest first; then the younger supporter. */
const ORDERS: Record<LeaderboardQuery['order'], RawBuilder<unknown>> = {
  total: sql`total_msat`,
  boosts: sql`(boosts + autos)::bigint`,
  recent: sql`(extract(epoch from last_at) * 1000000)::bigint`,
}

const placeSchema = z.tuple([z.string().regex(/^-?\d{1,20}$/), z.uuid()])

type Row = SumsRow & {
  supporter_id: string
  name: string | null
  total_msat: string
  first_at: Date
  last_at: Date
  place: string
  is_new: boolean
}

/** A page of a show's supporters in a period, the most generous first. */
export async function readLeaderboard(
  db: Kysely<DB>,
  totals: ShowTotals,
  query: LeaderboardQuery,
): Promise<Leaderboard> {
  const period = query.period === undefined ? periodOf(query) : namedPeriod(query.period, query.tz ?? null)
  const episode =
    query.episode === undefined ? null : ((await findEpisodeId(db, query.episode)) ?? query.episode)
  const source = sourceOf(totals.state, period)
  const board = boardOf(totals.state, period, episode)
  const after = query.cursor === undefined ? null : readCursor(placeSchema, query.cursor)
  const place = ORDERS[query.order]
  const firstDay = sql`(ever.first_at at time zone ${source.time_zone})::date`
  const isNew = sql`(${firstDay} >= coalesce(${period.from}::date, '-infinity') and ${firstDay} <= coalesce(${period.to}::date, 'infinity'))`
  const amounts = sql.raw(
    SUMS.map((name) => (name.endsWith('_msat') ? `b.${name}::text` : `b.${name}`)).join(', '),
  )
  // The year is written so that no index of the whole show's has it: the few of a page are looked up, each by itself.
  const { rows } = await sql<Row>`
    ${board.beginning}
    select b.supporter_id, s.name, ${amounts}, b.total_msat::text as total_msat, b.first_at, b.last_at, b.place::text as place,
           ${isNew} as is_new
    from (
      select *, ${place} as place from ${board.relation} where ${isSupporter}
        ${after === null ? sql`` : sql`and (${place}, supporter_id) < (${after[0]}::bigint, ${after[1]}::uuid)`}
      order by ${place} desc, supporter_id desc limit ${query.limit + 1}
    ) b
    join totals_supporters ever on ever.show_id = ${totals.state.show_id} and ever.year + 0 = 0 and ever.supporter_id = b.supporter_id
    left join supporters s on s.id = b.supporter_id
    order by b.place desc, b.supporter_id desc`.execute(db)
  const { page, next_cursor } = cutPage(rows, query.limit, (row) => [row.place, row.supporter_id])
  const ids = page.map((row) => row.supporter_id)
  const before = await readBefore(db, totals, periodBefore(period, query.period ?? null), episode, ids)
  const runs = await readRuns(db, totals.state.show_id, ids)
  return {
    ...headOf(totals, source, period),
    ...(await countSupporters(db, totals, period, episode, isNew)),
    items: page.map((row) => {
      const cell = `${row.name ?? 'a supporter'} for ${totals.show.title}`
      return {
        supporter: supporterRef(row.supporter_id, row.name),
        ...actsAsJson(row, cell),
        fiat: { count: row.fiat },
        total_msat: exact(row.total_msat, cell),
        first_at: row.first_at.toISOString(),
        last_at: row.last_at.toISOString(),
        is_new: row.is_new,
        before_msat: before.get(row.supporter_id) ?? null,
        run: runs.get(row.supporter_id) ?? NO_RUN,
      }
    }),
    next_cursor,
  }
}

type Counts = { supporters: number; new_supporters: number }

/** How many they are: of the show as a whole without summing what each gave. */
async function countSupporters(
  db: Kysely<DB>,
  { state }: ShowTotals,
  period: Period,
  episode: string | null,
  isNew: RawBuilder<unknown>,
): Promise<Counts> {
  const source = sourceOf(state, period)
  const board = boardOf(state, period, episode)
  const isEver = period.from === null && period.to === null
  const counts =
    episode === null && isEver
      ? sql<Counts>`
          select supporters, supporters as new_supporters from totals_shows where show_id = ${state.show_id}`
      : episode === null && source.isStored
        ? sql<Counts>`
          select ${supportersIn(state.show_id, period)} as supporters, (
            select count(*)::integer from totals_supporters ever
            where ever.show_id = ${state.show_id} and ever.year = 0 and ${cameIn(period, source.time_zone)}
              and exists (
                select from ${source.people} where people.supporter_id = ever.supporter_id and ${isSupporter})
          ) as new_supporters`
        : sql<Counts>`
          ${board.beginning}
          select count(*)::integer as supporters, (count(*) filter (where ${isNew}))::integer as new_supporters
          from (select supporter_id from ${board.relation} where ${isSupporter}) b
          join totals_supporters ever on ever.show_id = ${state.show_id} and ever.year = 0 and ever.supporter_id = b.supporter_id`
  const { rows } = await counts.execute(db)
  return rows[0] ?? { supporters: 0, new_supporters: 0 }
}

/** What some of them gave in another period. */
async function readBefore(
  db: Kysely<DB>,
  { show, state }: ShowTotals,
  period: Period | null,
  episode: string | null,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (period === null || ids.length === 0) return new Map()
  const board = boardOf(state, period, episode)
  const { rows } = await sql<{ supporter_id: string; total: string }>`
    ${board.beginning}
    select supporter_id, total_msat::text as total from ${board.relation}
    where ${isSupporter} and supporter_id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.supporter_id, exact(row.total, `a supporter of ${show.title}`)]))
}
