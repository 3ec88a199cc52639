import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatTitle } from '#client/air/format-segment.ts'
import { cutOf, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { formatLength, formatPace, isUnread, secondsLeft, slidesOf } from '#client/air/read/slides.ts'
import { formatSince } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { say, t } from '#client/home/words.ts'
import { Sats } from '#client/ui/sats.tsx'

/** How much waits to be read, how long that takes, and the way to it. */
export function ToRead({ segment }: { segment: SegmentJson }) {
  const { pace, totals, show, previous, floor, begins_with, plan } = segment
  const slides = slidesOf(segment)
  const turns = slides.filter((slide) => isUnread(slide)).length
  // One that this device kept from an earlier version has no plan.
  const target = plan?.target_s ?? null
  const cut = cutOf(segment)
  const since = previous ? formatTitle(previous.title) : (begins_with?.title ?? (floor && formatSince(floor)))
  return (
    <section className="home-read" aria-labelledby="home-read">
      <h2 id="home-read" className="meta">
        {t('To read on air')}
      </h2>
      {turns === 0 ? (
        <p className="home-large">{t('Nothing waits')}</p>
      ) : (
        <p className="home-large">
          <span>
            {formatCount(turns)} <small>{t('{turns, plural, one {turn} other {turns}}', { turns })}</small>
          </span>
          <span title={formatPace(pace)}>
            {formatLength(secondsLeft(slides, pace))} <small>{t('to read')}</small>
          </span>
        </p>
      )}
      {target !== null && (
        <p>
          {t('{target} planned', { target: formatTarget(target) })}
          {cut && <strong className="home-over">, {formatTooMany(cut)}</strong>}
        </p>
      )}
      <p className="meta">
        {say('{unread, plural, one {# boost} other {# boosts}} unread of {boosts} · {amount}', {
          unread: totals.unread,
          boosts: formatCount(totals.boosts),
          amount: <Sats msat={totals.counted_msat} />,
        })}
        {since && <> {say('since {since}', { since: <bdi>{since}</bdi> })}</>}
      </p>
      <p className="row-actions">
        <Link className="button primary" href={`/air?show=${show.slug}`}>
          {t('Prepare')}
        </Link>
        {turns > 0 && (
          <Link className="button" href={`/air/read?show=${show.slug}`}>
            {t('Read on air')}
          </Link>
        )}
      </p>
    </section>
  )
}
