import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { BoostJson, BoostListJson } from '#api/contract/boost.ts'
import type { BoostFilters } from '#client/boost/filters.ts'
import { fetchChangedBoosts } from '#client/boost/list/boost-page.ts'
import { replaceBoosts } from '#client/boost/list/list-rows.ts'
import { sortNews } from '#client/boost/list/sort-news.ts'
import { boostListKey } from '#client/boost/list/use-boost-list.ts'
import { useHints } from '#client/live/hints.ts'

type Pages = InfiniteData<BoostListJson & { loaded_at: number }>

/**
 * Follows what changes while a list is read: boosts on it are brought up to date where they stand, new ones are only counted.
 * @returns how many are new, and how to see them
 */
export function useBoostNews(filters: BoostFilters, isLoaded: boolean) {
  const client = useQueryClient()
  const key = boostListKey(filters)
  const name = JSON.stringify(key)
  const [news, setNews] = useState<{ of: string; ids: ReadonlySet<string> }>({ of: name, ids: new Set() })
  const follow = useRef({ cursor: null as string | null, of: name, isBusy: false, isDue: false })

  const look = async () => {
    const pages = client.getQueryData<Pages>(key)
    const state = follow.current
    if (!pages || state.isBusy) {
      state.isDue = state.isBusy
      return
    }
    if (state.of !== name) Object.assign(state, { cursor: null, of: name })
    state.isBusy = true
    try {
      const since = state.cursor ?? pages.pages[0]?.changed_cursor
      if (since) await takeIn(since)
    } catch {
      // The next hint tries again, and the signal at the top says when the line is down.
    } finally {
      state.isBusy = false
      if (state.isDue) {
        state.isDue = false
        void look()
      }
    }
  }

  const takeIn = async (since: string) => {
    const answer = await fetchChangedBoosts(filters, since)
    const pages = client.getQueryData<Pages>(key)
    if (!pages || follow.current.of !== name) return
    follow.current.cursor = answer.changed_cursor
    const { changed, fresh } = sortNews(pages.pages, answer.items)
    client.setQueryData<Pages>(key, { ...pages, pages: replaceBoosts(pages.pages, changed) })
    if (fresh.length > 0)
      setNews(({ of, ids }) => ({
        of: name,
        ids: new Set([...(of === name ? ids : []), ...fresh.map(idOf)]),
      }))
    if (answer.next_cursor) follow.current.isDue = true
  }

  useHints(() => void look())
  // What came between the page's load and the line's opening.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list
  useEffect(() => {
    if (isLoaded) void look()
  }, [isLoaded, name])

  const show = async () => {
    follow.current = { cursor: null, of: name, isBusy: false, isDue: false }
    setNews({ of: name, ids: new Set() })
    await client.resetQueries({ queryKey: key })
  }
  return { count: news.of === name ? news.ids.size : 0, show }
}

function idOf({ id }: BoostJson): string {
  return id
}
