import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '#client/lib/api-types.ts'
import { change, get } from '#client/lib/request.ts'
import { useFresh } from '#client/live/use-fresh.ts'

const GOALS = 'goals'

/** Keeps a show's goals up to what comes in. */
export function useFreshGoals(slug: string): void {
  useFresh(slug, [GOALS, slug])
}

/** What a show saves for. */
export function useGoals(slug: string) {
  return useQuery({
    queryKey: [GOALS, slug],
    queryFn: async () => (await get('/shows/{slug}/goals', { slug })).items,
  })
}
export type Goal = NonNullable<ReturnType<typeof useGoals>['data']>[number]
export type GoalBody = BodyOf<'post', '/shows/{slug}/goals'>

/** Sets a goal, or changes one. */
export function useSaveGoal(slug: string, id: string | null) {
  return useChange(slug, (body: GoalBody) =>
    id === null
      ? change('POST', '/shows/{slug}/goals', { slug, body })
      : change('PATCH', '/shows/{slug}/goals/{id}', { slug, id, body }),
  )
}

export function useRemoveGoal(slug: string) {
  return useChange(slug, (id: string) => change('DELETE', '/shows/{slug}/goals/{id}', { slug, id }))
}

function useChange<Given, Answer>(slug: string, work: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSettled: () => client.invalidateQueries({ queryKey: [GOALS, slug] }),
  })
}
