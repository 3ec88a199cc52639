import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BoostFilters } from '#client/boost/filters.ts'
import { fetchBoosts } from '#client/boost/list/boost-page.ts'
import { layRows } from '#client/boost/list/list-rows.ts'
import { serverNow } from '#client/lib/server-clock.ts'

/** The key of one list; of all of them without filters. */
export function boostListKey(filters?: BoostFilters): unknown[] {
  return filters ? ['boosts', 'list', filters] : ['boosts', 'list']
}

/** The boosts that the filters let through, page by page. What is read stays as it was until the reader asks for more. */
export function useBoostList(filters: BoostFilters) {
  const list = useInfiniteQuery({
    queryKey: boostListKey(filters),
    queryFn: async ({ pageParam, signal }) => ({
      ...(await fetchBoosts(filters, pageParam, signal)),
      loaded_at: serverNow(),
    }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  const rows = useMemo(() => layRows(list.data?.pages ?? []), [list.data])
  return { ...list, rows, total: list.data?.pages[0]?.total ?? null }
}
