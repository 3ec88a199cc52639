import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatPeople, formatTitle } from '#client/air/format-segment.ts'
import { cutOf, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { formatPace, formatTimeLeft, secondsLeft, slidesOf } from '#client/air/read/slides.ts'
import { t } from '#client/air/words.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { Head } from '#client/ui/head.tsx'

type Props = { segment: SegmentJson; show: string; children?: ReactNode }

/** Since when, how much, and how long it takes to read. */
export function AirHead({ segment, show, children }: Props) {
  const { totals, previous, pace, plan } = segment
  const slides = slidesOf(segment)
  const target = plan?.target_s ?? null
  const cut = cutOf(segment)
  const parts = [
    t('{boosts, plural, one {# boost} other {# boosts}}', { boosts: totals.boosts }),
    `${formatSats(totals.counted_msat)} ${satsOf(totals.counted_msat)}`,
    ...totals.fiat.filter(({ amount_minor }) => amount_minor !== 0).map((money) => formatMoney(money)),
    formatPeople(totals.supporters, totals.anonymous),
  ]
  return (
    <Head
      title={previous ? t('Since {title}', { title: formatTitle(previous.title) }) : t('On air')}
      meta={
        <>
          {parts.join(' · ')}
          {totals.unread > 0 && (
            <>
              {' · '}
              <span title={formatPace(pace)}>
                {t('{timeLeft} to read', { timeLeft: formatTimeLeft(secondsLeft(slides, pace)) })}
              </span>
            </>
          )}
          {target !== null && (
            <>
              {' · '}
              {t('{target} planned', { target: formatTarget(target) })}
              {cut && <strong className="air-over">, {formatTooMany(cut)}</strong>}
            </>
          )}
        </>
      }
    >
      <Link href={`/air/read?show=${show}`} className="button primary">
        {t('Read on air')}
      </Link>
      {children}
    </Head>
  )
}
