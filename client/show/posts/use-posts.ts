import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AppPatch, SenderPatch } from '#api/contract/metaboost.ts'
import { change, get } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { SHOWS } from '#client/show/use-shows.ts'
import { t } from '#client/show/words.ts'

/** The address that apps post a show's boosts to, and how it does; read anew with the show, and with its feed. */
export function usePosts(slug: string) {
  return useQuery({
    queryKey: [...SHOWS, slug, 'posts'],
    queryFn: () => get('/shows/{slug}/metaboost', { slug }),
  })
}

/** Trusts a key of an app by hand, or blocks the app. */
export function useChangeApp() {
  return usePostsChange(({ app_id, ...body }: AppPatch & { app_id: string }) =>
    change('PATCH', '/metaboost/apps/{app_id}', { app_id, body }),
  )
}

/** Blocks who wrote, or takes their posts again. */
export function useChangeSender() {
  return usePostsChange(({ sender_guid, ...body }: SenderPatch & { sender_guid: string }) =>
    change('PATCH', '/metaboost/senders/{sender_guid}', { sender_guid, body }),
  )
}

/** Has a test signed, and posts it as an app does. */
export function useSendTest(slug: string) {
  return usePostsChange(async () => {
    const { path, authorization, body } = await change('POST', '/shows/{slug}/metaboost/test', { slug })
    const answer = await fetch(path, {
      method: 'POST',
      credentials: 'omit',
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      body,
    })
    if (!answer.ok) throw new RequestError(answer.status, await sentenceOf(answer))
  })
}

/** Takes the tests back. */
export function useRemoveTests(slug: string) {
  return usePostsChange(() => change('DELETE', '/shows/{slug}/metaboost/test', { slug }))
}

async function sentenceOf(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => null)
  const has = typeof problem === 'object' && problem !== null && 'message' in problem
  return has && typeof problem.message === 'string'
    ? problem.message
    : t('The address answers {status}.', { status: answer.status })
}

/** What is known of posts is read anew. */
function usePostsChange<Given = void>(work: (given: Given) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: () => client.invalidateQueries({ queryKey: SHOWS }),
  })
}
