import { useState } from 'react'
import type { UserJson } from '#api/contract/auth.ts'
import { useRemoveUser, useSignOutUser } from '#client/person/people/use-users.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Signs somebody out everywhere, or removes the account. */
export function UserActions({ user }: { user: UserJson }) {
  const [isAsking, ask] = useState(false)
  const name = user.name ?? user.email
  const signOut = useSignOutUser(user)
  const remove = useRemoveUser(user)
  return (
    <>
      <ErrorNote error={signOut.error ?? remove.error} />
      <Button
        kind="quiet"
        aria-label={t('Sign out {name}', { name })}
        busy={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('Sign out')}
      </Button>
      <Button kind="quiet" aria-label={t('Remove {name}', { name })} onClick={() => ask(true)}>
        {t('Remove')}
      </Button>
      {isAsking && (
        <Confirm
          title={t('Remove {name}?', { name })}
          yes={t('Remove the account')}
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          {t('Their sessions end at once. What they did stays in the audit log.')}
        </Confirm>
      )}
    </>
  )
}
