import { Link } from 'wouter'
import type { FirstStepsJson } from '#api/contract/first-steps.ts'
import { formatOnDay } from '#client/format/day.ts'
import { SkipStep } from '#client/start/skip-step.tsx'
import { afterStep } from '#client/start/steps.ts'
import { t } from '#client/start/words.ts'

/** Where files of the past are taken. */
const FILES = '/sources/past'

/** What came in before Readout was here: by a wallet's history, or from files. */
export function PastStep({ steps }: { steps: FirstStepsJson }) {
  const { oldest_payment_at: oldest } = steps
  const isDone = steps.steps.some(({ step, state }) => step === 'past' && state === 'done')
  return (
    <>
      <p className="spaced">
        {oldest
          ? t(
              'The oldest payment that is here came {day}. Wallets that Readout follows bring what they still know by themselves.',
              { day: formatOnDay(oldest) },
            )
          : t('Wallets that Readout follows bring what they still know by themselves.')}
      </p>
      <p className="spaced">
        {t(
          'What they have forgotten, or what came elsewhere, can be in a file: Helipad’s database or CSV, a list of LND’s invoices, payments of Alby or LNbits, or lines of JSON. What is known already is never counted twice.',
        )}
      </p>
      <p className="row-actions spaced">
        <Link className={isDone ? 'button' : 'button primary'} href={FILES}>
          {t('Add a file of the past')}
        </Link>
        {isDone && (
          <Link className="button primary" href={afterStep('past')}>
            {t('Next: your page')}
          </Link>
        )}
      </p>
      {!isDone && (
        <SkipStep step="past" steps={steps}>
          {t('There is no file to add')}
        </SkipStep>
      )}
    </>
  )
}
