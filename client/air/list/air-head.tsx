import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatPeople, formatTitle } from '#client/air/format-segment.ts'
import { cutOf, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { formatPace, formatTimeLeft, secondsLeft, slidesOf } from '#client/air/read/slides.ts'
import { formatMoney } from '#client/format/money.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'
import { Head } from '#client/ui/head.tsx'

type Props = { segment: SegmentJson; show: string; children?: ReactNode }

/** Since when, how much, and how long it takes to read. */
export function AirHead({ segment, show, children }: Props) {
  const { totals, previous, pace, plan } = segment
  const slides = slidesOf(segment)
  const target = plan?.target_s ?? null
  const cut = cutOf(segment)
  const parts = [
    countOf(totals.boosts, 'boost'),
    `${formatSats(totals.counted_msat)} ${satsOf(totals.counted_msat)}`,
    ...totals.fiat.filter(({ amount_minor }) => amount_minor !== 0).map((money) => formatMoney(money)),
    formatPeople(totals.supporters, totals.anonymous),
  ]
  return (
    <Head
      title={previous ? `Since ${formatTitle(previous.title)}` : 'On air'}
      meta={
        <>
          {parts.join(' · ')}
          {totals.unread > 0 && (
            <>
              {' · '}
              <span title={formatPace(pace)}>{formatTimeLeft(secondsLeft(slides, pace))} to read</span>
            </>
          )}
          {target !== null && (
            <>
              {' · '}
              {formatTarget(target)} planned
              {cut && <strong className="air-over">, {formatTooMany(cut)}</strong>}
            </>
          )}
        </>
      }
    >
      <Link href={`/air/read?show=${show}`} className="button primary">
        Read on air
      </Link>
      {children}
    </Head>
  )
}
