import { useQuery } from '@tanstack/react-query'
import type { AcceptInvite } from '#api/contract/auth.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { AccountName } from '#client/person/enter/account-name.tsx'
import { EnterPage } from '#client/person/enter/enter-page.tsx'
import { useLinkToken } from '#client/person/enter/link-token.ts'
import { PasswordField } from '#client/person/enter/password-field.tsx'
import { SecondStep } from '#client/person/enter/second-step.tsx'
import { useEnter } from '#client/person/enter/use-enter.ts'
import { formatRole } from '#client/person/roles.ts'
import { say, t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** An invitation: makes the account that it names, or sets that account's new password. */
export default function InviteScreen() {
  const token = useLinkToken()
  const check = useQuery({
    queryKey: ['invite', token],
    queryFn: () => change('POST', '/invites/check', { body: { token } }),
    retry: false,
  })
  const enter = useEnter((body: AcceptInvite) => change('POST', '/invites/accept', { body }))
  if (check.error)
    return (
      <EnterPage title={t('This invitation is of no use any more')}>
        <ErrorNote error={check.error} />
        <p>
          <a href="/studio/sign-in">{t('Sign in')}</a>
        </p>
      </EnterPage>
    )
  if (!check.data) return <Skeleton rows={3} />
  if (enter.data?.kind === 'factor') return <SecondStep asked={enter.data} />
  const { email, role, shows } = check.data
  return (
    <EnterPage title={t('You are invited')}>
      <p>
        {t('As {role}', { role: formatRole(role) })}
        {shows && <> {say('of {shows}', { shows: <bdi>{shows.join(', ')}</bdi> })}</>}
        {', '}
        {say('with the address {email}.', { email: <strong>{email}</strong> })}
      </p>
      <form
        className="form"
        onSubmit={onSubmit(({ name = '', password = '' }) =>
          enter.mutate({ token, password, ...(name ? { name } : {}) }),
        )}
      >
        <AccountName email={email} />
        <TextField
          label={t('Your name')}
          name="name"
          autoComplete="name"
          maxLength={100}
          optional
          autoFocus
        />
        <PasswordField isNew />
        <ErrorNote error={enter.error} />
        <Button kind="primary" type="submit" busy={enter.isPending}>
          {t('Join')}
        </Button>
      </form>
    </EnterPage>
  )
}
