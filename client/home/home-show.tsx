import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { ShowJson } from '#api/contract/show.ts'
import { useSegment } from '#client/air/store/use-segment.ts'
import { Line } from '#client/home/line.tsx'
import { News } from '#client/home/news.tsx'
import { NextRecording } from '#client/home/next-recording.tsx'
import { ToRead } from '#client/home/to-read.tsx'
import { useHome, useNoteLook } from '#client/home/use-home.ts'
import { Wallets } from '#client/home/wallets.tsx'
import { say, t } from '#client/home/words.ts'
import { useMay } from '#client/person/use-me.ts'
import { useReviewCounts } from '#client/review/use-review-counts.ts'
import { ShowSelect } from '#client/show/show-select.tsx'
import { Checklist } from '#client/start/checklist.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

type Props = { slug: string; shows: ShowJson[]; onChoose: (slug: string) => void }

/** One show's first page. */
export function HomeShow({ slug, shows, onChoose }: Props) {
  const { store, segment, error } = useSegment(slug)
  const home = useHome(slug)
  useNoteLook(slug, home.isSuccess && segment !== null)
  const show = shows.find((one) => one.slug === slug)
  return (
    <div className="home">
      <Head title={show?.title ?? t('Home')}>
        <ShowSelect shows={shows} value={slug} onChoose={onChoose} />
      </Head>
      <ErrorNote error={error} onRetry={store.load} />
      <ErrorNote error={home.error} onRetry={() => home.refetch()} />
      {!segment && !error && <Skeleton rows={4} />}
      {segment && (
        <div className="home-first">
          <ToRead segment={segment} />
          <NextRecording show={slug} home={home.data} />
        </div>
      )}
      <Checklist />
      {segment && (
        <dl className="home-lines">
          <News show={slug} home={home.data} />
          <NeedsLook />
          {show?.proposed_shares && <SharesToConfirm show={show.slug} />}
          <Wallets segment={segment} isDemo={show?.demo ?? false} />
          <Previous segment={segment} />
          <Line title={t('More')}>
            <Link href={`/dashboard?show=${slug}`}>{t('Charts and sums')}</Link>
            {' · '}
            <Link href={`/boosts?show=${slug}`}>{t('All boosts')}</Link>
            {' · '}
            <Link href={`/air/past?show=${slug}`}>{t('Past segments')}</Link>
          </Line>
        </dl>
      )}
    </div>
  )
}

function NeedsLook() {
  const total = useReviewCounts().data?.total
  if (total === undefined) return null
  return (
    <Line title={t('Needs a look')}>
      {total === 0 ? (
        <span className="meta">{t('Nothing')}</span>
      ) : (
        <Link href="/needs-look">
          {t(
            '{total, plural, one {# thing waits for a word of yours} other {# things wait for a word of yours}}',
            { total },
          )}
        </Link>
      )}
    </Line>
  )
}

/** Until somebody confirms them, nothing but this tells why each boost counts less than was sent. */
function SharesToConfirm({ show }: { show: string }) {
  if (!useMay('edit')) return null
  return (
    <Line title={t('Shares')}>
      <Link href={`/shows/${show}`}>{t('Confirm which part of a boost your wallets get')}</Link>{' '}
      <span className="meta">{t('Until then what arrived counts, not what was sent.')}</span>
    </Line>
  )
}

function Previous({ segment: { previous, show } }: { segment: SegmentJson }) {
  if (!previous) return null
  return (
    <Line title={t('Last segment')}>
      <Link href={`/air/past/${previous.id}?show=${show.slug}`}>
        <span>{say('{title}, with notes and chapters', { title: <bdi>{previous.title}</bdi> })}</span>
      </Link>
    </Line>
  )
}
