import { useQuery } from '@tanstack/react-query'
import type { Capability, Me } from '#api/contract/auth.ts'
import { ME } from '#client/lib/query-client.ts'
import { get } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'

/** Who is signed in: null where nobody is, undefined until that is known. */
export function useMe() {
  return useQuery({ queryKey: ME, queryFn: fetchMe, staleTime: 5 * 60_000 })
}

async function fetchMe(): Promise<Me | null> {
  try {
    return await get<Me>('/auth/me')
  } catch (error) {
    if (error instanceof RequestError && error.status === 401) return null
    throw error
  }
}

/** Whether the one who is signed in may do this; the server checks it again. */
export function useMay(capability: Capability): boolean {
  return useMe().data?.may.includes(capability) ?? false
}
