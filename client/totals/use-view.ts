import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ViewPart } from '#api/contract/totals-view.ts'
import { isRail } from '#client/format/rail.ts'
import { get } from '#client/lib/request.ts'
import { grainOf } from '#client/totals/buckets.ts'
import { onlyOf, type TotalsChoices } from '#client/totals/choices.ts'
import { daysBefore, daysOf } from '#client/totals/periods.ts'
import { TOTALS } from '#client/totals/use-totals.ts'

/** The choices as the API is asked for them. */
function queryOf(choices: TotalsChoices, today: string) {
  const { hour, rail, ...only } = onlyOf(choices)
  const before = daysBefore(choices, today)
  const [weekday, ofDay] = hour?.split('-') ?? []
  return {
    ...daysOf(choices, today),
    ...(before ? { before_from: before.from, before_to: before.to } : {}),
    ...only,
    ...(rail !== undefined && isRail(rail) ? { rail } : {}),
    ...(weekday === undefined || ofDay === undefined ? {} : { weekday, hour: ofDay }),
  }
}

/** What the choices come to, by day, week or month. @param since the first day that there is anything of */
export function useView(show: string, choices: TotalsChoices, today: string, since: string | undefined) {
  const days = daysOf(choices, today)
  const query = { ...queryOf(choices, today), grain: grainOf({ ...days, from: days.from ?? since }, today) }
  return useQuery({
    queryKey: [TOTALS, show, 'view', query],
    queryFn: ({ signal }) => get('/shows/{slug}/totals/view', { slug: show, ...query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** What the choices come to, by one part. */
export function useViewPart(show: string, part: ViewPart, choices: TotalsChoices, today: string) {
  const query = queryOf(choices, today)
  return useQuery({
    queryKey: [TOTALS, show, 'view', part, query],
    queryFn: ({ signal }) => get('/shows/{slug}/totals/view/{part}', { slug: show, part, ...query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** What the last episodes brought since their release. */
export function useReleases(show: string, query: { last: number; days?: number; episode?: string }) {
  return useQuery({
    queryKey: [TOTALS, show, 'releases', query],
    queryFn: ({ signal }) => get('/shows/{slug}/totals/releases', { slug: show, ...query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Who came in which month and came back. */
export function useCohorts(show: string) {
  return useQuery({
    queryKey: [TOTALS, show, 'cohorts'],
    queryFn: ({ signal }) => get('/shows/{slug}/totals/cohorts', { slug: show, signal }),
    placeholderData: keepPreviousData,
  })
}
