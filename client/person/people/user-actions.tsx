import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserJson } from '#api/contract/auth.ts'
import { change } from '#client/lib/request.ts'
import { USERS } from '#client/person/people/users.tsx'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Signs somebody out everywhere, or removes the account. */
export function UserActions({ user }: { user: UserJson }) {
  const [isAsking, ask] = useState(false)
  const client = useQueryClient()
  const name = user.name ?? user.email
  const signOut = useMutation({
    mutationFn: () => change('DELETE', `/users/${user.id}/sessions`),
    onSuccess: () => toast(`${name} is signed out everywhere`),
  })
  const remove = useMutation({
    mutationFn: () => change('DELETE', `/users/${user.id}`),
    onSuccess: () => toast(`The account of ${name} is removed`),
    onSettled: () => client.invalidateQueries({ queryKey: USERS }),
  })
  return (
    <>
      <ErrorNote error={signOut.error ?? remove.error} />
      <Button
        kind="quiet"
        aria-label={`Sign ${name} out`}
        busy={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        Sign out
      </Button>
      <Button kind="quiet" aria-label={`Remove ${name}`} onClick={() => ask(true)}>
        Remove
      </Button>
      {isAsking && (
        <Confirm
          title={`Remove ${name}?`}
          yes="Remove the account"
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          Their sessions end at once. What they did stays in the audit log.
        </Confirm>
      )}
    </>
  )
}
