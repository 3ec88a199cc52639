import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  Leaderboard,
  LeaderboardQuery,
  TotalsApps,
  TotalsDays,
  TotalsEpisodes,
  TotalsHours,
  TotalsJson,
  TotalsMonths,
  TotalsRails,
  TotalsRecords,
  TotalsWallets,
  TotalsWorth,
} from '#api/contract/totals.ts'
import { get } from '#client/lib/request.ts'
import type { TotalsChoices } from '#client/totals/choices.ts'
import { type Days, daysOf } from '#client/totals/periods.ts'

/** The key under which all totals of a show are kept. */
export const TOTALS = 'totals'

type Parts = {
  '': TotalsJson
  '/days': TotalsDays
  '/months': TotalsMonths
  '/episodes': TotalsEpisodes
  '/apps': TotalsApps
  '/wallets': TotalsWallets
  '/rails': TotalsRails
  '/hours': TotalsHours
  '/records': TotalsRecords
  '/worth': TotalsWorth
}

/** One part of a show's totals, for some days. */
export function useTotals<Part extends keyof Parts>(show: string, part: Part, days: Days) {
  return useQuery({
    queryKey: [TOTALS, show, part, days],
    queryFn: ({ signal }) => get<Parts[Part]>(`/shows/${show}/totals${part}`, days, signal),
    placeholderData: keepPreviousData,
  })
}

/** A show's supporters in a period, the first page first. */
export function useLeaderboard(show: string, choices: TotalsChoices, order: LeaderboardQuery['order']) {
  const period = choices.period === 'days' ? daysOf(choices) : { period: choices.period }
  return useInfiniteQuery({
    queryKey: [TOTALS, show, 'supporters', period, order],
    queryFn: ({ pageParam, signal }) =>
      get<Leaderboard>(
        `/shows/${show}/totals/supporters`,
        { ...period, order, limit: 20, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
}
