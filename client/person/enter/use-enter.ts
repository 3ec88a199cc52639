import { useMutation } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Me } from '#api/contract/auth.ts'
import type { FactorAsked } from '#api/contract/factor.ts'
import { takeLanguage } from '#client/language/language.ts'
import { forgetAnswers } from '#client/lib/offline-store.ts'
import { ME, queryClient } from '#client/lib/query-client.ts'
import { firstPage } from '#client/person/first-page.ts'

/**
 * Signs in by a request that answers who one is now, and goes on into the studio; where it asks for a second factor, nothing happens yet.
 * @param ask the request
 * @param asked where to go then, below `/studio`; without it, to what one's role begins with
 */
export function useEnter<Input>(ask: (input: Input) => Promise<Me | FactorAsked>, asked?: string) {
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: ask,
    onSuccess: (me) => {
      if (me.kind === 'factor') return
      // What another person saw on this page is not theirs.
      queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] })
      void forgetAnswers()
      queryClient.setQueryData(ME, me)
      const next = asked ?? firstPage(me)
      if (me.kind === 'person' && takeLanguage(me.language)) location.replace(`/studio${next}`)
      else navigate(next, { replace: true })
    },
  })
}

/** An address of ours to go to after signing in; of any other nothing. */
export function safeNext(next: string | null): string | undefined {
  return next && /^\/(?![/\\])/.test(next) ? next : undefined
}
