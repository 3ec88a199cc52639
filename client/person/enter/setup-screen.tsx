import { useQuery } from '@tanstack/react-query'
import type { Setup } from '#api/contract/auth.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { EnterPage } from '#client/person/enter/enter-page.tsx'
import { useLinkToken } from '#client/person/enter/link-token.ts'
import { PasswordField } from '#client/person/enter/password-field.tsx'
import { useEnter } from '#client/person/enter/use-enter.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The one-time link of the first start: makes the owner's account. */
export default function SetupScreen() {
  const token = useLinkToken()
  const check = useQuery({
    queryKey: ['setup', 'check', token],
    queryFn: async () => (await change('POST', '/setup/check', { body: { token } })) ?? true,
    retry: false,
  })
  const enter = useEnter((body: Setup) => change('POST', '/setup', { body }), '/start')
  if (check.error)
    return (
      <EnterPage title={t('This link is of no use any more')}>
        <ErrorNote error={check.error} />
        <p>
          <a href="/studio/sign-in">{t('Sign in')}</a>
        </p>
      </EnterPage>
    )
  if (!check.data) return <Skeleton rows={3} />
  return (
    <EnterPage title={t('Welcome to Readout')}>
      <p>
        {t(
          'You are the first one here, so this makes the owner’s account. You can invite the other hosts later.',
        )}
      </p>
      <form
        className="form"
        onSubmit={onSubmit(({ email = '', name = '', password = '' }) =>
          enter.mutate({ token, email, password, ...(name ? { name } : {}) }),
        )}
      >
        <TextField label={t('Email')} name="email" type="email" autoComplete="username" required autoFocus />
        <TextField label={t('Your name')} name="name" autoComplete="name" maxLength={100} optional />
        <PasswordField isNew />
        <ErrorNote error={enter.error} />
        <Button kind="primary" type="submit" busy={enter.isPending}>
          {t('Make the account')}
        </Button>
      </form>
    </EnterPage>
  )
}
