import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewInvite } from '#api/contract/auth.ts'
import { change, get } from '#client/lib/request.ts'

const INVITES = ['users', 'invites'] as const

/** All invitations, used and expired ones too. */
export function useInvites() {
  return useQuery({ queryKey: INVITES, queryFn: () => get('/users/invites') })
}

/** Makes an invitation; its answer alone has the link. */
export function useMakeInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewInvite) => change('POST', '/users/invites', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: INVITES }),
  })
}

/** Takes an invitation back. */
export function useRevokeInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => change('DELETE', '/users/invites/{id}', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: INVITES }),
  })
}
