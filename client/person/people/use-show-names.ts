import { useQuery } from '@tanstack/react-query'
import { get } from '#client/lib/request.ts'
import { t } from '#client/person/words.ts'

/** The shows that a role can be for: of each its address and title. */
export function useShowNames() {
  return useQuery({
    queryKey: ['users', 'shows'],
    queryFn: async () =>
      (await get('/shows', { limit: 200 })).items.filter(
        ({ provisional, set_aside }) => !provisional && !set_aside,
      ),
  })
}

/** The titles of shows in a line; null is all of them. */
export function useFormatShows(): (slugs: readonly string[] | null) => string {
  const shows = useShowNames().data ?? []
  return (slugs) => {
    if (slugs === null) return t('All shows')
    if (slugs.length === 0) return t('No show any more')
    return slugs.map((slug) => shows.find((show) => show.slug === slug)?.title ?? slug).join(', ')
  }
}
