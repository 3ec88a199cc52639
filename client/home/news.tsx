import { Link } from 'wouter'
import type { HomeJson } from '#api/contract/home.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { Line } from '#client/home/line.tsx'
import { t } from '#client/home/words.ts'
import { Sats } from '#client/ui/sats.tsx'

/** What came since one last looked. */
export function News({ show, home }: { show: string; home: HomeJson | undefined }) {
  if (!home?.news) return null
  const { since, boosts, more, counted_msat, new_supporters } = home.news
  return (
    <Line title={t('New')}>
      {boosts === 0 ? (
        <span className="meta">
          {t('Nothing since you looked {ago}', { ago: formatAgoInSentence(since) })}
        </span>
      ) : (
        <>
          <Link href={`/boosts?show=${show}`}>
            {more
              ? t('More than {boosts} boosts', { boosts: formatCount(boosts) })
              : t('{boosts, plural, one {# boost} other {# boosts}}', { boosts })}
          </Link>
          , <Sats msat={counted_msat} />
          <span className="meta">
            {new_supporters > 0 &&
              `, ${t('{newSupporters, plural, one {# supporter} other {# supporters}} for the first time', { newSupporters: new_supporters })}`}
            {', '}
            {t('since you looked {ago}', { ago: formatAgoInSentence(since) })}
          </span>
        </>
      )}
    </Line>
  )
}
