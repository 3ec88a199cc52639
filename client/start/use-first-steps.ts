import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FirstStepsPatch } from '#api/contract/first-steps.ts'
import { change, get } from '#client/lib/request.ts'

const FIRST_STEPS = ['first-steps'] as const

/** How far the installation has come. @param everyMs asked again so often, where something is waited for */
export function useFirstSteps(everyMs: number | false = false) {
  return useQuery({
    queryKey: FIRST_STEPS,
    queryFn: () => get('/first-steps'),
    staleTime: 0,
    refetchInterval: everyMs,
  })
}

/** Leaves a step out, or puts the list away. */
export function usePatchFirstSteps() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: FirstStepsPatch) => change('PATCH', '/first-steps', { body }),
    onSuccess: (steps) => client.setQueryData(FIRST_STEPS, steps),
  })
}
