import { useQuery } from '@tanstack/react-query'
import { get } from '#client/lib/request.ts'
import { useFresh } from '#client/live/use-fresh.ts'

/** What is asked for again where a show's goals changed. */
export const goalsKey = (slug: string) => ['goals', slug]

/** Keeps a show's goals up to what comes in. */
export function useFreshGoals(slug: string): void {
  useFresh(slug, goalsKey(slug))
}

/** What a show saves for. */
export function useGoals(slug: string) {
  return useQuery({
    queryKey: goalsKey(slug),
    queryFn: async () => (await get('/shows/{slug}/goals', { slug })).items,
  })
}
export type Goal = NonNullable<ReturnType<typeof useGoals>['data']>[number]
