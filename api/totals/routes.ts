import type { Transaction } from 'kysely'
import type { z } from 'zod'
import { slugParamsSchema } from '#api/contract/show.ts'
import {
  leaderboardQuerySchema,
  leaderboardSchema,
  totalsAppsSchema,
  totalsDaysSchema,
  totalsEpisodesSchema,
  totalsHoursSchema,
  totalsMonthsSchema,
  totalsQuerySchema,
  totalsRailsSchema,
  totalsRecordsSchema,
  totalsSchema,
  totalsWalletsSchema,
  totalsWorthSchema,
} from '#api/contract/totals.ts'
import type { MadeOf } from '#api/http/kept.ts'
import { defineRoute } from '#api/http/route.ts'
import { type Period, periodOf } from '#api/totals/json/period.ts'
import { readDays } from '#api/totals/read/read-days.ts'
import { readEpisodes } from '#api/totals/read/read-episodes.ts'
import { readHours } from '#api/totals/read/read-hours.ts'
import { readMonths } from '#api/totals/read/read-months.ts'
import { readApps, readRails, readWallets } from '#api/totals/read/read-parts.ts'
import { readRecords } from '#api/totals/read/read-records.ts'
import { readTotals } from '#api/totals/read/read-totals.ts'
import { readWorth } from '#api/totals/read/read-worth.ts'
import { type ShowTotals, withTotals } from '#api/totals/read/with-totals.ts'
import { readLeaderboard } from '#api/totals/supporter/read-leaderboard.ts'
import type { DB } from '#db/schema/index.ts'

function totalsRoute<const Path extends '' | `/${string}`, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  answer: Answer,
  read: (db: Transaction<DB>, totals: ShowTotals, period: Period) => Promise<z.input<Answer>>,
  madeOf: MadeOf | null = 'all',
) {
  return defineRoute({
    method: 'get',
    path: `/api/v1/shows/{slug}/totals${path}` as const,
    may: 'read',
    summary,
    params: slugParamsSchema,
    query: totalsQuerySchema,
    answer,
    errors: [422],
    madeOf: () => madeOf,
    handle: ({ ctx, params, query }) =>
      withTotals(ctx, params.slug, (trx, totals) => read(trx, totals, periodOf(query))),
  })
}

export const totalsRoutes = [
  totalsRoute(
    '',
    'What a show received: boosts, autos, streams, fiat and free, and from how many',
    totalsSchema,
    readTotals,
  ),
  totalsRoute('/days', 'The same by day; days without anything are left out', totalsDaysSchema, readDays),
  totalsRoute('/months', 'The same by month, with new and all supporters', totalsMonthsSchema, readMonths),
  totalsRoute(
    '/episodes',
    'The same by episode, in the order of the feed',
    totalsEpisodesSchema,
    readEpisodes,
  ),
  totalsRoute('/apps', 'The same by app, the largest first', totalsAppsSchema, readApps),
  totalsRoute(
    '/wallets',
    'What arrived in each wallet, by the day it was settled',
    totalsWalletsSchema,
    readWallets,
  ),
  totalsRoute('/rails', 'What arrived on each rail, by the day it was settled', totalsRailsSchema, readRails),
  totalsRoute('/hours', 'At which hours of the week a show receives something', totalsHoursSchema, readHours),
  totalsRoute(
    '/worth',
    'What its sats were worth when they came, in its currency, by the price of each hour',
    totalsWorthSchema,
    readWorth,
    // Prices come later than what they are of.
    null,
  ),
  totalsRoute(
    '/records',
    'The largest boost, the largest day, the best month',
    totalsRecordsSchema,
    readRecords,
  ),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/totals/supporters',
    may: 'read',
    summary:
      'Who supports a show: in a period, for an episode, the most generous, the busiest or the latest first',
    params: slugParamsSchema,
    query: leaderboardQuerySchema,
    answer: leaderboardSchema,
    errors: [422],
    madeOf: () => 'all',
    handle: ({ ctx, params, query }) =>
      withTotals(ctx, params.slug, (trx, totals) => readLeaderboard(trx, totals, query)),
  }),
]
