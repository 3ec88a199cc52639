import type { FactorAsked } from '#api/contract/factor.ts'
import { change } from '#client/lib/request.ts'
import { EnterPage } from '#client/person/enter/enter-page.tsx'
import { useEnter } from '#client/person/enter/use-enter.ts'
import { FactorForm, type Given } from '#client/person/factor/factor-form.tsx'

/** What a sign-in asks beside the password. */
export function SecondStep({ asked, next }: { asked: FactorAsked; next?: string }) {
  const enter = useEnter(
    (given: Given) => change('POST', '/auth/sign-in/factor', { body: { step: asked.step, ...given } }),
    next,
  )
  return (
    <EnterPage title="One more thing">
      <p>Your account has a second factor.</p>
      <FactorForm asked={asked} doing="Sign in" give={(given) => enter.mutateAsync(given)} />
      <p>
        <a href="/studio/sign-in">Begin again</a>
      </p>
    </EnterPage>
  )
}
