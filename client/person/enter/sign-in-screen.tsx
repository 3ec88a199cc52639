import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { SignIn } from '#api/contract/auth.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change, get } from '#client/lib/request.ts'
import { EnterByPasskey } from '#client/person/enter/enter-by-passkey.tsx'
import { EnterPage } from '#client/person/enter/enter-page.tsx'
import { PasswordField } from '#client/person/enter/password-field.tsx'
import { SecondStep } from '#client/person/enter/second-step.tsx'
import { safeNext, useEnter } from '#client/person/enter/use-enter.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

/** Email and password. Where nobody has an account yet, what to do instead. */
export default function SignInScreen() {
  const [search] = useSearchParams()
  const next = safeNext(search.get('next'))
  const enter = useEnter((body: SignIn) => change('POST', '/auth/sign-in', { body }), next)
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get('/setup') })
  if (setup.data?.needed)
    return (
      <EnterPage title={t('Nobody has an account yet')}>
        <p>
          {t(
            'Readout printed a link when it started: “Make the owner’s account, once, at …”. Open that one. Each start prints a new one until it is used.',
          )}
        </p>
      </EnterPage>
    )
  if (enter.data?.kind === 'factor') return <SecondStep asked={enter.data} next={next} />
  return (
    <EnterPage title={t('Sign in')}>
      <form
        className="form"
        onSubmit={onSubmit(({ email = '', password = '' }) => enter.mutate({ email, password }))}
      >
        <TextField label={t('Email')} name="email" type="email" autoComplete="username" required autoFocus />
        <PasswordField />
        <ErrorNote error={enter.error} />
        <Button kind="primary" type="submit" busy={enter.isPending}>
          {t('Sign in')}
        </Button>
      </form>
      <EnterByPasskey next={next} />
    </EnterPage>
  )
}
