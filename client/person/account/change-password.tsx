import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChangePassword as Change } from '#api/contract/auth.ts'
import { onSubmit } from '#client/lib/form.ts'
import { ME } from '#client/lib/query-client.ts'
import { change } from '#client/lib/request.ts'
import { SESSIONS } from '#client/person/account/sessions.tsx'
import { AccountName } from '#client/person/enter/account-name.tsx'
import { PasswordField } from '#client/person/enter/password-field.tsx'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** A new password; all other sessions end with the old one. */
export function ChangePassword({ email }: { email: string }) {
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: (body: Change) => change('POST', '/auth/password', { body }),
    onSuccess: (me) => {
      client.setQueryData(ME, me)
      client.invalidateQueries({ queryKey: SESSIONS })
      toast(t('The password is changed, and every other session has ended'))
    },
  })
  return (
    <Section title={t('Password')}>
      <form
        className="form"
        onSubmit={onSubmit(({ current_password = '', new_password = '' }, form) =>
          save.mutate({ current_password, new_password }, { onSuccess: () => form.reset() }),
        )}
      >
        <AccountName email={email} />
        <PasswordField label={t('Current password')} name="current_password" />
        <PasswordField label={t('New password')} name="new_password" isNew />
        <ErrorNote error={save.error} />
        <Button type="submit" busy={save.isPending}>
          {t('Change the password')}
        </Button>
      </form>
    </Section>
  )
}
