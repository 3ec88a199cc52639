import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { LeaderboardQuery } from '#api/contract/totals.ts'
import type { AnswerOf, InputOf, PathOf } from '#client/lib/api-types.ts'
import { get } from '#client/lib/request.ts'
import type { TotalsChoices } from '#client/totals/choices.ts'
import { type Days, daysOf } from '#client/totals/periods.ts'

/** The key under which all totals of a show are kept. */
export const TOTALS = 'totals'

/** The parts of a show's totals, as they end an address. */
type Part =
  PathOf<'get'> extends infer Path
    ? Path extends `/shows/{slug}/totals${infer Name}`
      ? Exclude<Name, '/supporters' | '/releases' | '/cohorts' | `/view${string}`>
      : never
    : never

/** One part of a show's totals, for some days. */
export function useTotals<Name extends Part>(show: string, part: Name, days: Days, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [TOTALS, show, part, days],
    queryFn: ({ signal }) => readTotals(part, { slug: show, ...days, signal }),
    placeholderData: keepPreviousData,
  })
}

function readTotals<Name extends Part>(
  part: Name,
  given: InputOf<'get', '/shows/{slug}/totals'>,
): Promise<AnswerOf<'get', `/shows/{slug}/totals${Name}`>>
function readTotals(part: Part, given: InputOf<'get', '/shows/{slug}/totals'>): Promise<unknown> {
  return get(`/shows/{slug}/totals${part}`, given)
}

/** A show's supporters in a period, the first page first. */
export function useLeaderboard(
  show: string,
  choices: TotalsChoices,
  today: string,
  order: LeaderboardQuery['order'],
) {
  const isNamed = /^(all|\d{4}(-\d{2})?)$/.test(choices.period)
  const period = isNamed ? { period: choices.period } : daysOf(choices, today)
  return useInfiniteQuery({
    queryKey: [TOTALS, show, 'supporters', period, order],
    queryFn: ({ pageParam, signal }) =>
      get('/shows/{slug}/totals/supporters', {
        slug: show,
        ...period,
        order,
        limit: 20,
        cursor: pageParam,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
}
