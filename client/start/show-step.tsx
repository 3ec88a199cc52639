import { Link, useLocation } from 'wouter'
import type { FirstStepsJson } from '#api/contract/first-steps.ts'
import { AddShow } from '#client/show/add/add-show.tsx'
import { Recipients } from '#client/show/feed/recipients.tsx'
import { useFeed } from '#client/show/feed/use-feed.ts'
import { afterStep } from '#client/start/steps.ts'
import { t } from '#client/start/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** The show by its feed; or what came from there. */
export function ShowStep({ steps: { show, wallets } }: { steps: FirstStepsJson }) {
  const [, navigate] = useLocation()
  if (show) return <FoundShow show={show} hasWallet={wallets.length > 0} />
  return (
    <>
      <p className="spaced">
        {t(
          'Paste the address of your podcast’s feed. Nobody needs to have paid it yet, and nothing of it becomes public by this.',
        )}
      </p>
      <AddShow onAdded={() => navigate('/start/show', { replace: true })} />
    </>
  )
}

type FoundProps = { show: NonNullable<FirstStepsJson['show']>; hasWallet: boolean }

function FoundShow({ show, hasWallet }: FoundProps) {
  const { data: feed, error } = useFeed(show.slug)
  return (
    <>
      <ErrorNote error={error} />
      <div className="start-found">
        <h2>
          <Link className="row-name" href={`/shows/${show.slug}`} dir="auto">
            {show.title}
          </Link>
        </h2>
        <p className="meta">
          {feed?.problem ??
            (show.episodes > 0
              ? `${t('{episodes, plural, one {# episode} other {# episodes}}', { episodes: show.episodes })}${feed?.url ? `, ${t('and new ones every hour')}` : ''}`
              : t('No episodes yet: they come from its feed, or with payments that name them.'))}
        </p>
        {feed?.problem && <p className="meta">{feed.next_step}</p>}
        {feed && feed.recipients.length > 0 && (
          <Recipients slug={show.slug} recipients={feed.recipients} mayEdit={hasWallet} />
        )}
        {feed?.url && feed.recipients.length === 0 && !feed.problem && (
          <p className="meta">
            {t(
              'The feed names nobody to be paid (no value block). Readout counts what your wallets receive either way.',
            )}
          </p>
        )}
      </div>
      <p className="row-actions spaced">
        <Link className="button primary" href={afterStep('show')}>
          {t('Next: where the money arrives')}
        </Link>
        <Link className="button quiet" href="/shows?add=1">
          {t('Add another show')}
        </Link>
      </p>
    </>
  )
}
