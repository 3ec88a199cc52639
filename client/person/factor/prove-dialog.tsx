import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { onSubmit } from '#client/lib/form.ts'
import { askBy } from '#client/lib/prove-again.ts'
import { change } from '#client/lib/request.ts'
import { AccountName } from '#client/person/enter/account-name.tsx'
import { PasswordField } from '#client/person/enter/password-field.tsx'
import { FactorForm } from '#client/person/factor/factor-form.tsx'
import { useMe } from '#client/person/use-me.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Asks again who is there, where something that cannot be undone wants to know; then it goes on by itself. */
export function ProveAgain() {
  const [isAsking, setAsking] = useState(false)
  const answer = useRef<(isProven: boolean) => void>(() => {})
  useEffect(
    () =>
      askBy(() => {
        setAsking(true)
        return new Promise((resolve) => {
          answer.current = resolve
        })
      }),
    [],
  )
  const end = (isProven: boolean) => {
    setAsking(false)
    answer.current(isProven)
  }
  return isAsking && <ProveDialog onProven={() => end(true)} onClose={() => end(false)} />
}

function ProveDialog({ onProven, onClose }: { onProven: () => void; onClose: () => void }) {
  const me = useMe().data
  const asked = useQuery({
    queryKey: ['prove'],
    queryFn: () => change('POST', '/auth/prove/ask'),
    staleTime: 0,
    gcTime: 0,
  })
  const byPassword = useMutation({
    mutationFn: (password: string) => change('POST', '/auth/prove', { body: { password } }),
    onSuccess: onProven,
  })
  return (
    <Dialog title={t('Is it still you?')} onClose={onClose}>
      <p>
        {t(
          'This cannot be undone, lets somebody in or lets money be paid, so that it is asked again. It then holds for 15 minutes.',
        )}
      </p>
      <ErrorNote error={asked.error} />
      {asked.isPending && <Skeleton rows={2} />}
      {asked.data?.ways[0] === 'password' && (
        <form className="form" onSubmit={onSubmit(({ password = '' }) => byPassword.mutate(password))}>
          {me?.kind === 'person' && <AccountName email={me.email} />}
          <PasswordField autoFocus />
          <ErrorNote error={byPassword.error} />
          <Button kind="primary" type="submit" busy={byPassword.isPending}>
            {t('It is me')}
          </Button>
        </form>
      )}
      {asked.data && asked.data.ways[0] !== 'password' && (
        <FactorForm
          asked={asked.data}
          doing={t('It is me')}
          give={async (given) => {
            await change('POST', '/auth/prove', { body: { step: asked.data.step, ...given } })
            onProven()
          }}
        />
      )}
    </Dialog>
  )
}
