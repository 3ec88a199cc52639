import { say, t } from '#client/stream/words.ts'
import '#client/style/shows.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { get } from '#client/lib/request.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { ShowSelect } from '#client/show/show-select.tsx'
import { useChosenShow } from '#client/show/use-chosen-show.ts'
import { asPeriod, PERIOD_WORDS, sinceOf } from '#client/stream/periods.ts'
import { StreamTable } from '#client/stream/stream-table.tsx'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What came by the minute, summed by episode or by supporter. */
export default function StreamsScreen() {
  const { slug, shows, isNone, error, choose } = useChosenShow()
  const [search, setSearch] = useSearchParams()
  const group = search.get('by') === 'supporter' ? 'supporter' : 'episode'
  const period = asPeriod(search.get('period'))
  const list = useInfiniteQuery({
    queryKey: ['streams', slug, group, period],
    queryFn: ({ pageParam }) =>
      get('/shows/{slug}/streams', {
        slug: slug ?? '',
        group,
        since: sinceOf(period),
        cursor: pageParam,
        limit: 100,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    enabled: slug !== null,
  })
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const total = list.data?.pages[0]?.total
  const set = (name: string, value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      next.set(name, value)
      return next
    })
  return (
    <>
      <Head
        title={t('Streams')}
        meta={
          total &&
          say('{amount} in {paymentCount, plural, one {# payment} other {# payments}}', {
            amount: <Sats msat={total.received_msat} />,
            paymentCount: total.payment_count,
          })
        }
      >
        {slug && <ShowSelect shows={shows} value={slug} onChoose={choose} />}
      </Head>
      {!isNone && (
        <div className="search-row">
          <select
            className="input select"
            aria-label={t('Summed by')}
            value={group}
            onChange={({ target }) => set('by', target.value)}
          >
            <option value="episode">{t('By episode')}</option>
            <option value="supporter">{t('By supporter')}</option>
          </select>
          <select
            className="input select"
            aria-label={t('Period')}
            value={period}
            onChange={({ target }) => set('period', target.value)}
          >
            {Object.entries(PERIOD_WORDS).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
      )}
      <ErrorNote error={error ?? list.error} onRetry={() => list.refetch()} />
      {list.isPending && slug && <Skeleton rows={6} />}
      {isNone && <NoShow>{t('Sats that listeners stream by the minute will be summed here.')}</NoShow>}
      {list.isSuccess && rows.length === 0 && (
        <Empty>{t('Sats that listeners stream by the minute will be summed here.')}</Empty>
      )}
      {rows.length > 0 && slug && <StreamTable rows={rows} group={group} show={slug} />}
      {list.hasNextPage && (
        <p className="spaced">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </p>
      )}
    </>
  )
}
