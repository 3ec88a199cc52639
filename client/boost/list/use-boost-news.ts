import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { BoostFilters } from '#client/boost/filters.ts'
import { fetchBoosts, fetchChangedBoosts } from '#client/boost/list/boost-page.ts'
import { replaceBoosts } from '#client/boost/list/list-rows.ts'
import { sortNews } from '#client/boost/list/sort-news.ts'
import { type BoostPages, boostListKey } from '#client/boost/list/use-boost-list.ts'
import { oneAtATime } from '#client/lib/one-at-a-time.ts'
import { useHints } from '#client/live/hints.ts'

/**
 * Follows what changes while a list is read: boosts on it are brought up to date where they stand, new ones are only counted.
 * It begins anew with each list, so the component that uses it bears the list's key.
 * @returns how many are new, and how to see them
 */
export function useBoostNews(filters: BoostFilters) {
  const client = useQueryClient()
  const key = boostListKey(filters)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const cursor = useRef<string | null>(null)

  const takeIn = useEffectEvent(async () => {
    const since = cursor.current ?? client.getQueryData<BoostPages>(key)?.pages[0]?.changed_cursor
    if (!since) return
    const answer = await fetchChangedBoosts(filters, since)
    cursor.current = answer.changed_cursor
    const known = client.getQueryData<BoostPages>(key)
    if (!known) return
    const news = sortNews(known.pages, answer.items)
    client.setQueryData<BoostPages>(key, { ...known, pages: replaceBoosts(known.pages, news.changed) })
    if (news.fresh.length > 0) setFresh((before) => new Set([...before, ...news.fresh]))
  })
  const [look] = useState(() => oneAtATime(() => takeIn()))
  useHints(look)
  // What came between the list's answer and the line's opening.
  useEffect(look, [look])

  const show = async () => {
    const page = await fetchBoosts(filters, null)
    client.setQueryData<BoostPages>(key, { pages: [page], pageParams: [null] })
  }
  return { count: fresh.size, show }
}
