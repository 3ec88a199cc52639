import { Link } from 'wouter'
import type { FirstStep, FirstStepsJson } from '#api/contract/first-steps.ts'
import { STEPS } from '#client/start/steps.ts'
import { t } from '#client/start/words.ts'

const STATES = { open: '', done: t('done'), skipped: t('left out') }

/** The four steps in a line, with what is behind one. */
export function StepList({ steps, now }: { steps: FirstStepsJson['steps']; now: FirstStep }) {
  return (
    <ol className="start-steps" aria-label={t('First steps')}>
      {steps.map(({ step, state }, index) => (
        <li key={step} data-state={state}>
          <Link href={`/start/${step}`} {...(step === now ? { 'aria-current': 'step' } : {})}>
            <span className="start-mark" aria-hidden="true">
              {state === 'done' ? '✓' : index + 1}
            </span>
            {STEPS[step].title}
            {STATES[state] && <span className="unseen">, {STATES[state]}</span>}
          </Link>
        </li>
      ))}
    </ol>
  )
}
