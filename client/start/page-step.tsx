import { Link } from 'wouter'
import type { FirstStepsJson } from '#api/contract/first-steps.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { useShow } from '#client/show/use-shows.ts'
import { SkipStep } from '#client/start/skip-step.tsx'
import { useFirstSteps } from '#client/start/use-first-steps.ts'
import { say, t } from '#client/start/words.ts'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField } from '#client/ui/field.tsx'

/** The page for listeners: its address, what is on it, and whether it is open. */
export function PageStep({ steps }: { steps: FirstStepsJson }) {
  if (steps.show) return <ShowPage slug={steps.show.slug} steps={steps} />
  return (
    <>
      <p className="spaced">{t('A page for listeners belongs to a show. Add yours first.')}</p>
      <p className="row-actions">
        <Link className="button primary" href="/start/show">
          {t('Add your show')}
        </Link>
      </p>
    </>
  )
}

function ShowPage({ slug, steps }: { slug: string; steps: FirstStepsJson }) {
  const show = useShow(slug).data
  const patch = usePatchShow(slug)
  const { refetch } = useFirstSteps()
  const open = (isOpen: boolean) => patch.mutate({ public: isOpen }, { onSuccess: () => refetch() })
  const isPublic = show?.public ?? steps.show?.public ?? false
  const address = `${location.origin}/s/${slug}`
  return (
    <>
      <p className="spaced">
        {[
          t('Listeners can see what their support adds up to, who leads, and what was read on air.'),
          isPublic
            ? t('It is open: whoever has its address sees it.')
            : t('Until you open it, nobody sees anything without an account.'),
        ].join(' ')}
      </p>
      <div className="with-button start-address">
        <code className="breaks">{address}</code>
        <CopyButton text={address} />
      </div>
      <div className="form">
        <CheckField
          label={t('Everyone may see this page')}
          checked={patch.isPending ? patch.variables.public === true : isPublic}
          onChange={({ target }) => open(target.checked)}
          hint={t('It can be closed again at any time.')}
        />
        <ErrorNote error={patch.error} />
      </div>
      <ul className="start-facts">
        <li>
          {t('Public: sums, names as listeners gave them or you chose, messages once they were read on air.')}
        </li>
        <li>{t('Never public: hidden boosts, your team’s, wallets and their keys, the books.')}</li>
        <li>
          {say('All of it is a choice: {link}', {
            link: <Link href={`/publish?show=${slug}`}>{t('What listeners see')}</Link>,
          })}
        </li>
      </ul>
      <p className="row-actions spaced">
        {isPublic && (
          <a className="button" href={`/s/${slug}`} target="_blank" rel="noreferrer">
            {t('Open the page ↗')}
          </a>
        )}
        {isPublic && (
          <Link className="button primary" href="/home">
            {t('Done')}
          </Link>
        )}
      </p>
      {!isPublic && (
        <SkipStep step="page" steps={steps}>
          {t('Keep it private for now')}
        </SkipStep>
      )}
    </>
  )
}
