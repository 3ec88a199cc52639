import { useQuery } from '@tanstack/react-query'
import type { Capability, Me } from '#api/contract/auth.ts'
import { takeLanguage } from '#client/language/language.ts'
import { ME } from '#client/lib/query-client.ts'
import { get } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { keptMe } from '#client/person/kept-me.ts'

/** Who is signed in: null where nobody is, undefined until that is known. */
export function useMe() {
  return useQuery({ queryKey: ME, queryFn: fetchMe, staleTime: 5 * 60_000 })
}

/** With the server gone it is who it was, so that a host on stage is not asked to sign in; the server still asks for itself. */
async function fetchMe(): Promise<Me | null> {
  try {
    const me = await get('/auth/me')
    keptMe.set(me)
    if (me.kind === 'person' && takeLanguage(me.language)) location.reload()
    return me
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    if (error.status === 401) {
      keptMe.set(null)
      return null
    }
    const kept = error.status === 0 ? keptMe.get() : null
    if (kept) return kept
    throw error
  }
}

/** Whether the one who is signed in may do this for all shows, and for what is of none. */
export function useMayForAll(capability: Capability): boolean {
  const me = useMe().data
  return me?.shows === null && me.may.includes(capability)
}

/** Whether the one who is signed in may do this; the server checks it again. */
export function useMay(capability: Capability): boolean {
  return useMe().data?.may.includes(capability) ?? false
}
