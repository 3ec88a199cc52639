import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { FirstStep, FirstStepsJson } from '#api/contract/first-steps.ts'
import { afterStep } from '#client/start/steps.ts'
import { usePatchFirstSteps } from '#client/start/use-first-steps.ts'
import { t } from '#client/start/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

type Props = { step: FirstStep; steps: FirstStepsJson; children: ReactNode }

/** Leaves a step out and goes on; it can be taken up again whenever one likes. */
export function SkipStep({ step, steps, children }: Props) {
  const [, navigate] = useLocation()
  const patch = usePatchFirstSteps()
  const isSkipped = steps.steps.some((one) => one.step === step && one.state === 'skipped')
  const skip = () =>
    patch.mutate({ skipped: { [step]: true } }, { onSuccess: () => navigate(afterStep(step)) })
  return (
    <>
      <ErrorNote error={patch.error} />
      <p className="row-actions spaced">
        <Button kind="quiet" busy={patch.isPending} onClick={skip}>
          {isSkipped ? t('Go on') : children}
        </Button>
      </p>
    </>
  )
}
