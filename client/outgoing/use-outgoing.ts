import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '#client/lib/api-types.ts'
import { change, get, postFile } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'
import { t } from '#client/outgoing/words.ts'

const OUTGOING = ['outgoing'] as const

/** Rules of what goes out. */
export function useRules() {
  return useQuery({
    queryKey: [...OUTGOING, 'rules'],
    queryFn: async () => (await get('/sending-rules')).items,
  })
}
export type Rule = NonNullable<ReturnType<typeof useRules>['data']>[number]

/** Ways out, and how they do. */
export function useWays() {
  return useQuery({ queryKey: [...OUTGOING, 'ways'], queryFn: async () => (await get('/ways-out')).items })
}
export type Way = NonNullable<ReturnType<typeof useWays>['data']>[number]

/** Bodies to begin with. */
export function useReadyBodies() {
  return useQuery({
    queryKey: [...OUTGOING, 'ready'],
    queryFn: () => get('/ways-out/ready'),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
export type ReadyBody = NonNullable<ReturnType<typeof useReadyBodies>['data']>['items'][number]

/** Sounds that the studio's pages can play. */
export function useSounds() {
  return useQuery({ queryKey: [...OUTGOING, 'sounds'], queryFn: async () => (await get('/sounds')).items })
}

export function useAddSound() {
  return useChange((file: File) => {
    const name = file.name.replace(/\.[^.]{1,5}$/, '').slice(0, 100) || t('Sound')
    return postFile('/sounds', { name }, file)
  })
}

export function useRemoveSound() {
  return useChange((id: string) => change('DELETE', '/sounds/{id}', { id }))
}

/** What went out last, and what waits. */
export function useLog(state: 'waiting' | 'sent' | 'failed' | 'left_out' | null) {
  return useQuery({
    queryKey: [...OUTGOING, 'log', state],
    queryFn: async () => (await get('/outbox', { limit: 50, state })).items,
  })
}
export type LogEntry = NonNullable<ReturnType<typeof useLog>['data']>[number]

/** Keeps what is shown up to what goes out. */
export function useFreshOutgoing(): void {
  const refresh = useRefresh()
  useHints((hint) => {
    if (hint === null || hint.kind === 'outgoing') refresh()
  })
}

export function useMakeRule() {
  return useChange((body: BodyOf<'post', '/sending-rules'>) => change('POST', '/sending-rules', { body }))
}

/** Of what a rule would have told in the last 30 days. */
export function useTryRule() {
  return useMutation({
    mutationFn: (body: BodyOf<'post', '/sending-rules/try'>) =>
      change('POST', '/sending-rules/try', { body }),
  })
}

export function useChangeRule() {
  return useChange(({ id, body }: { id: number; body: BodyOf<'patch', '/sending-rules/{id}'> }) =>
    change('PATCH', '/sending-rules/{id}', { id, body }),
  )
}

export function useRemoveRule() {
  return useChange((id: number) => change('DELETE', '/sending-rules/{id}', { id }))
}

export function useMakeWay() {
  return useChange((body: BodyOf<'post', '/ways-out'>) => change('POST', '/ways-out', { body }))
}

export function useChangeWay(name: string) {
  return useChange((body: BodyOf<'patch', '/ways-out/{name}'>) =>
    change('PATCH', '/ways-out/{name}', { name, body }),
  )
}

export function useRemoveWay(name: string) {
  return useChange(() => change('DELETE', '/ways-out/{name}', { name }))
}

export function useTestWay(name: string) {
  return useChange(() => change('POST', '/ways-out/{name}/test', { name }))
}

export function useRetry() {
  return useChange((id: string) => change('POST', '/outbox/{id}/retry', { id }))
}

/** A change after which all of it is read again. */
function useChange<Given, Answer>(work: (given: Given) => Promise<Answer>) {
  const refresh = useRefresh()
  return useMutation({ mutationFn: work, onSettled: refresh })
}

function useRefresh() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: OUTGOING })
}
