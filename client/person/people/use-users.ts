import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role, UserJson } from '#api/contract/auth.ts'
import { change, get } from '#client/lib/request.ts'
import { formatRole } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
import { toast } from '#client/ui/toasts.tsx'

const USERS = ['users'] as const

/** All accounts. */
export function useUsers() {
  return useQuery({ queryKey: USERS, queryFn: () => get('/users') })
}

/** Gives an account another role, or the same for other shows. */
export function useChangeRole() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, role, shows }: { id: string; role: Role; shows: string[] | null }) =>
      change('PATCH', '/users/{id}', { id, body: { role, shows } }),
    onSuccess: ({ name, email, role }) =>
      toast(t('{name} is now {role}', { name: name ?? email, role: formatRole(role) })),
    onSettled: () => client.invalidateQueries({ queryKey: USERS }),
  })
}

/** Ends all sessions of an account. */
export function useSignOutUser({ id, name, email }: UserJson) {
  return useMutation({
    mutationFn: () => change('DELETE', '/users/{id}/sessions', { id }),
    onSuccess: () => toast(t('{name} is signed out everywhere', { name: name ?? email })),
  })
}

/** Removes an account. */
export function useRemoveUser({ id, name, email }: UserJson) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => change('DELETE', '/users/{id}', { id }),
    onSuccess: () => toast(t('The account of {name} is removed', { name: name ?? email })),
    onSettled: () => client.invalidateQueries({ queryKey: USERS }),
  })
}
