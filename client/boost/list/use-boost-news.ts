import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { BoostFilters } from '#client/boost/filters.ts'
import { fetchBoosts, fetchChangedBoosts } from '#client/boost/list/boost-page.ts'
import { dropBoosts, replaceBoosts } from '#client/boost/list/list-rows.ts'
import { sortNews } from '#client/boost/list/sort-news.ts'
import { type BoostPages, boostListKey } from '#client/boost/list/use-boost-list.ts'
import { oneAtATime } from '#client/lib/one-at-a-time.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { useHints } from '#client/live/hints.ts'

/** How many answers are taken in at a time; where more changed than that, it is time to read the list anew. */
const ROUNDS = 10

/**
 * Follows what changes while a list is read: boosts on it are brought up to date where they stand, those that went up in
 * another or are not of the list any more leave it, new ones are only counted. It begins anew with each list, so the component
 * that uses it bears the list's key.
 * @returns how many are new, whether more changed than could be followed, and how to see them
 */
export function useBoostNews(filters: BoostFilters) {
  const client = useQueryClient()
  const key = boostListKey(filters)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const [isBehind, setBehind] = useState(false)
  const cursor = useRef<string | null>(null)

  /** @returns whether there is more to take in */
  const takeSome = async (): Promise<boolean> => {
    const since = cursor.current ?? client.getQueryData<BoostPages>(key)?.pages[0]?.changed_cursor
    if (!since) return false
    const answer = await fetchChangedBoosts(filters, since)
    cursor.current = answer.changed_cursor
    const known = client.getQueryData<BoostPages>(key)
    if (!known) return false
    const news = sortNews(known.pages, answer.items)
    const gone = new Set(answer.gone)
    const pages = dropBoosts(replaceBoosts(known.pages, news.changed), gone)
    client.setQueryData<BoostPages>(key, { ...known, pages })
    if (news.fresh.length > 0 || gone.size > 0)
      setFresh((before) => new Set([...before, ...news.fresh].filter((id) => !gone.has(id))))
    return answer.more ?? false
  }
  const takeIn = useEffectEvent(async () => {
    if (isBehind) return
    try {
      for (let round = 0; round < ROUNDS; round++) if (!(await takeSome())) return
      setBehind(true)
    } catch (error) {
      // A restored backup ends the cursor.
      if (error instanceof RequestError && error.status === 410) setBehind(true)
      throw error
    }
  })
  const [look] = useState(() => oneAtATime(() => takeIn()))
  useHints(look)
  // What came between the list's answer and the line's opening.
  useEffect(look, [look])

  const show = async () => {
    const page = await fetchBoosts(filters, null)
    client.setQueryData<BoostPages>(key, { pages: [page], pageParams: [null] })
  }
  return { count: fresh.size, isBehind, show }
}
