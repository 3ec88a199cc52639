import { change } from '#client/lib/request.ts'
import { EnterPage } from '#client/person/enter/enter-page.tsx'
import { useLinkToken } from '#client/person/enter/link-token.ts'
import { useEnter } from '#client/person/enter/use-enter.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** A one-time link of the command line: signs in at a press, so that whatever only looks at links does not use it up. */
export default function LinkScreen() {
  const token = useLinkToken()
  const enter = useEnter(() => change('POST', '/auth/link', { body: { token } }))
  return (
    <EnterPage title={t('Your way back in')}>
      <p>{t('This link signs you in, once.')}</p>
      <div className="form">
        <ErrorNote error={enter.error} />
        <Button kind="primary" busy={enter.isPending} onClick={() => enter.mutate(undefined)}>
          {t('Sign in')}
        </Button>
      </div>
      {enter.error && (
        <p>
          <a href="/studio/sign-in">{t('Sign in with your password')}</a>
        </p>
      )}
    </EnterPage>
  )
}
