import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BoostFilters } from '#client/boost/filters.ts'
import { type BoostPage, fetchBoosts } from '#client/boost/list/boost-page.ts'
import { layRows } from '#client/boost/list/list-rows.ts'

/** A list as it is kept. */
export type BoostPages = InfiniteData<BoostPage, string | null>

/** The key of one list; of all of them without filters. */
export function boostListKey(filters?: BoostFilters): unknown[] {
  return filters ? ['boosts', 'list', filters] : ['boosts', 'list']
}

/** The boosts that the filters let through, page by page. What is read stays as it was until the reader asks for more. */
export function useBoostList(filters: BoostFilters) {
  const list = useInfiniteQuery({
    queryKey: boostListKey(filters),
    queryFn: ({ pageParam, signal }) => fetchBoosts(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  const rows = useMemo(() => layRows(list.data?.pages ?? []), [list.data])
  const first = list.data?.pages[0]
  return { ...list, rows, total: first?.total ?? null, loadedAt: first?.loaded_at ?? 0 }
}
