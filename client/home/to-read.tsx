import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatTitle } from '#client/air/format-segment.ts'
import { cutOf, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { formatPace, formatTimeLeft, isUnread, secondsLeft, slidesOf } from '#client/air/read/slides.ts'
import { formatSince } from '#client/format/day.ts'
import { countOf, formatCount } from '#client/format/sats.ts'
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
        To read on air
      </h2>
      {turns === 0 ? (
        <p className="home-large">Nothing waits</p>
      ) : (
        <p className="home-large">
          <span>
            {formatCount(turns)} <small>{turns === 1 ? 'turn' : 'turns'}</small>
          </span>
          <span title={formatPace(pace)}>
            {formatTimeLeft(secondsLeft(slides, pace)).replace('about ', '')} <small>to read</small>
          </span>
        </p>
      )}
      {target !== null && (
        <p>
          {formatTarget(target)} planned
          {cut && <strong className="home-over">, {formatTooMany(cut)}</strong>}
        </p>
      )}
      <p className="meta">
        {countOf(totals.unread, 'boost')} unread of {formatCount(totals.boosts)} ·{' '}
        <Sats msat={totals.counted_msat} />
        {since && (
          <>
            {' '}
            since <bdi>{since}</bdi>
          </>
        )}
      </p>
      <p className="row-actions">
        <Link className="button primary" href={`/air?show=${show.slug}`}>
          Prepare
        </Link>
        {turns > 0 && (
          <Link className="button" href={`/air/read?show=${show.slug}`}>
            Read on air
          </Link>
        )}
      </p>
    </section>
  )
}
