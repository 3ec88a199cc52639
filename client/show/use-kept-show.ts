import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import { lastShow } from '#client/show/last-show.ts'
import { useShows } from '#client/show/use-shows.ts'

/** The show that is prepared: of the address, else the last one, else the first of the hosts' own. */
export function useKeptShow() {
  const [search, setSearch] = useSearchParams()
  const shows = useShows()
  const kept = (shows.data ?? []).filter(({ provisional, set_aside }) => !provisional && !set_aside)
  const known = shows.data ? kept.find(({ slug }) => slug === lastShow.get())?.slug : lastShow.get()
  const slug = search.get('show') ?? known ?? kept[0]?.slug ?? null
  useEffect(() => {
    if (slug) lastShow.set(slug)
  }, [slug])
  const choose = (show: string) => setSearch({ show })
  return { slug, shows: kept, isKnown: shows.isSuccess || slug !== null, error: shows.error, choose }
}
