import { Link } from 'wouter'
import type { HomeJson } from '#api/contract/home.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { countOf, formatCount } from '#client/format/sats.ts'
import { Line } from '#client/home/line.tsx'
import { Sats } from '#client/ui/sats.tsx'

/** What came since one last looked. */
export function News({ show, home }: { show: string; home: HomeJson | undefined }) {
  if (!home?.news) return null
  const { since, boosts, more, counted_msat, new_supporters } = home.news
  return (
    <Line title="New">
      {boosts === 0 ? (
        <span className="meta">Nothing since you looked {formatAgoInSentence(since)}</span>
      ) : (
        <>
          <Link href={`/boosts?show=${show}`}>
            {more ? `More than ${formatCount(boosts)} boosts` : countOf(boosts, 'boost')}
          </Link>
          , <Sats msat={counted_msat} />
          <span className="meta">
            {new_supporters > 0 && `, ${countOf(new_supporters, 'supporter')} for the first time`}, since you
            looked {formatAgoInSentence(since)}
          </span>
        </>
      )}
    </Line>
  )
}
