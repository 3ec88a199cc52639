import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import { lastShow } from '#client/show/last-show.ts'
import { useShows } from '#client/show/use-shows.ts'

/** The show that a screen is about: of the address, else the last one, else the first of the hosts' own. */
export function useChosenShow() {
  const [search, setSearch] = useSearchParams()
  const shows = useShows()
  const all = shows.data ?? []
  const known = all.find(({ slug }) => slug === lastShow.get()) ?? all[0]
  const slug = search.get('show') ?? known?.slug ?? null
  const isKept = all.some((show) => show.slug === slug && !show.provisional && !show.set_aside)
  useEffect(() => {
    if (slug && isKept) lastShow.set(slug)
  }, [slug, isKept])
  return {
    slug,
    show: all.find((show) => show.slug === slug),
    shows: all.filter((show) => !show.set_aside || show.slug === slug),
    isPending: shows.isPending,
    isNone: shows.isSuccess && all.length === 0,
    error: shows.error,
    choose: (show: string) => setSearch({ show }),
  }
}
