import { useMutation, useQueryClient } from '@tanstack/react-query'
import { goalsKey } from '#client/goal/use-goals.ts'
import type { BodyOf } from '#client/lib/api-types.ts'
import { change } from '#client/lib/request.ts'

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
    onSettled: () => client.invalidateQueries({ queryKey: goalsKey(slug) }),
  })
}
