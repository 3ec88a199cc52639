import type { FactorAsked } from '#api/contract/factor.ts'
import { change } from '#client/lib/request.ts'
import { EnterPage } from '#client/person/enter/enter-page.tsx'
import { useEnter } from '#client/person/enter/use-enter.ts'
import { FactorForm, type Given } from '#client/person/factor/factor-form.tsx'
import { t } from '#client/person/words.ts'

/** What a sign-in asks beside the password. */
export function SecondStep({ asked, next }: { asked: FactorAsked; next?: string | undefined }) {
  const enter = useEnter(
    (given: Given) => change('POST', '/auth/sign-in/factor', { body: { step: asked.step, ...given } }),
    next,
  )
  return (
    <EnterPage title={t('One more thing')}>
      <p>{t('Your account has a second factor.')}</p>
      <FactorForm asked={asked} doing={t('Sign in')} give={(given) => enter.mutateAsync(given)} />
      <p>
        <a href="/studio/sign-in">{t('Begin again')}</a>
      </p>
    </EnterPage>
  )
}
