import { t } from '#client/start/words.ts'
import '#client/style/start.css'
import { Link } from 'wouter'
import { useMay } from '#client/person/use-me.ts'
import { STEPS } from '#client/start/steps.ts'
import { useFirstSteps, usePatchFirstSteps } from '#client/start/use-first-steps.ts'
import { Button } from '#client/ui/button.tsx'

/** What is left of the first steps, until all are done or somebody puts it away; only who may take them sees it. */
export function Checklist() {
  const maySetUp = useMay('admin')
  return maySetUp ? <OpenSteps /> : null
}

function OpenSteps() {
  const { data } = useFirstSteps()
  const patch = usePatchFirstSteps()
  const left = data?.steps.filter(({ state }) => state === 'open') ?? []
  if (!data || data.dismissed || left.length === 0) return null
  return (
    <section className="checklist" aria-labelledby="checklist">
      <header>
        <h2 id="checklist">{t('First steps')}</h2>
        <p className="meta">
          {t('{count} of {count2}', { count: data.steps.length - left.length, count2: data.steps.length })}
        </p>
        <Button kind="quiet" busy={patch.isPending} onClick={() => patch.mutate({ dismissed: true })}>
          {t('Put this away')}
        </Button>
      </header>
      <ul>
        {data.steps.map(({ step, state }) => (
          <li key={step} data-state={state}>
            <span className="start-mark" aria-hidden="true">
              {state === 'done' ? '✓' : state === 'skipped' ? '–' : ''}
            </span>
            <span>
              {state === 'open' ? (
                <Link href={`/start/${step}`}>{STEPS[step].title}</Link>
              ) : (
                STEPS[step].title
              )}
              {state !== 'open' && (
                <span className="unseen">, {state === 'done' ? t('done') : t('left out')}</span>
              )}{' '}
              <span className="meta">{STEPS[step].says}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
