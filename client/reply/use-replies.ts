import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AnswerOf, BodyOf } from '#client/lib/api-types.ts'
import { change, get } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'

const REPLIES = ['replies'] as const
/** Hints tell sooner. */
const ANSWERED_MS = 60_000

/** Whether a boost was answered, or is about to be. */
export function useIsAnswered(id: string): boolean {
  useFreshReplies()
  const { data } = useQuery({
    queryKey: [...REPLIES, 'answered'],
    queryFn: async () => new Set((await get('/replies/answered')).boost_ids),
    staleTime: ANSWERED_MS,
    select: (ids) => ids.has(id),
  })
  return data ?? false
}

/** Replies to a boost, and where one would go. */
export function useBoostReplies(id: string) {
  useFreshReplies()
  return useQuery({
    queryKey: [...REPLIES, 'boost', id],
    queryFn: () => get('/boosts/{id}/replies', { id }),
  })
}

/** How the replies to those who were read in a segment stand. */
export function useSegmentReplies(id: string) {
  useFreshReplies()
  return useQuery({
    queryKey: [...REPLIES, 'segment', id],
    queryFn: () => get('/segments/{id}/replies', { id }),
  })
}

/** The last replies. */
export function useReplies() {
  useFreshReplies()
  return useQuery({
    queryKey: [...REPLIES, 'list'],
    queryFn: async () => (await get('/replies', { limit: 50 })).items,
  })
}
export type Reply = NonNullable<ReturnType<typeof useReplies>['data']>[number]

export function useMakeReply(id: string) {
  return useChange((body: BodyOf<'post', '/boosts/{id}/replies'>) =>
    change('POST', '/boosts/{id}/replies', { id, body }),
  )
}

export function useThankSegment(id: string) {
  return useChange((body: BodyOf<'post', '/segments/{id}/replies'>) =>
    change('POST', '/segments/{id}/replies', { id, body }),
  )
}

export function useApproveReply(id: string) {
  return useChange((approve: boolean) => change('POST', '/replies/{id}/approve', { id, body: { approve } }))
}

export function useSettleReply(id: string) {
  return useChange((paid: boolean) => change('POST', '/replies/{id}/settle', { id, body: { paid } }))
}

export type Purse = NonNullable<AnswerOf<'get', '/purse'>['purse']>
/** What the wallet said when it was set up just now. */
export type PurseFound = NonNullable<AnswerOf<'put', '/purse'>['found']>

/** The wallet that replies are paid from. */
export function usePurse() {
  return useQuery({ queryKey: [...REPLIES, 'purse'], queryFn: () => get('/purse') })
}

export function useSetPurse() {
  return useChange((body: BodyOf<'put', '/purse'>) => change('PUT', '/purse', { body }))
}

/** Asks the wallet that is kept whether it answers. */
export function useTestPurse() {
  return useMutation({ mutationFn: () => change('POST', '/purse/test') })
}

export function useRemovePurse() {
  return useChange(() => change('DELETE', '/purse'))
}

function useFreshReplies(): void {
  const client = useQueryClient()
  useHints((hint) => {
    if (hint === null || hint.kind === 'outgoing') void client.invalidateQueries({ queryKey: REPLIES })
  })
}

function useChange<Given, Answer>(work: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSettled: () => void client.invalidateQueries({ queryKey: REPLIES }),
  })
}
