import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { RequestError } from '#client/lib/request-error.ts'

/** The key under which the person that is signed in is kept. */
export const ME = ['me'] as const

/** What the page knows of the server. Whoever is told that they are not signed in is shown the way in. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: { staleTime: 30_000, retry: isTransient, refetchOnReconnect: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

function noticeSignOut(error: unknown): void {
  if (error instanceof RequestError && error.status === 401) queryClient.setQueryData(ME, null)
}

/** Whether trying again may help: the network, or a service that just starts. */
function isTransient(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof RequestError && (error.status === 0 || error.status >= 500)
}
