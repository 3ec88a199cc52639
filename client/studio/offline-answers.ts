import type { Query, QueryClient } from '@tanstack/react-query'
import { createOfflineStore } from '#client/lib/offline-store.ts'
import { ME } from '#client/lib/query-client.ts'
import { RequestError } from '#client/lib/request-error.ts'

type Answer = { query: string; at: number; data: unknown }

const MOST = 300

/** Keeps what each list read last, and shows it where the server is away. Who is signed in is kept elsewhere. */
export function keepAnswers(client: QueryClient): void {
  const answers = createOfflineStore<Answer>('answers')
  const cache = client.getQueryCache()
  const show = async (query: Query) => {
    const known = isAway(query) ? await answers.recall(query.queryHash) : null
    if (known && isAway(query)) client.setQueryData(query.queryKey, known.data, { updatedAt: known.at })
  }
  const keep = ({ queryHash, state }: Query) =>
    void answers.keep({ query: queryHash, at: state.dataUpdatedAt, data: state.data })
  cache.subscribe((event) => {
    if (event.type !== 'updated' || event.query.queryKey[0] === ME[0]) return
    if (event.action.type === 'success' && !event.action.manual) keep(event.query)
    if (event.action.type === 'error') void show(event.query)
  })
  // What came before this was here to hear it.
  for (const query of cache.getAll()) {
    if (query.state.status === 'success' && query.queryKey[0] !== ME[0]) keep(query)
    void show(query)
  }
  void answers.limit(MOST)
}

function isAway({ state }: Query): boolean {
  return state.data === undefined && state.error instanceof RequestError && state.error.status === 0
}
