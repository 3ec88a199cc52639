import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { t } from '#client/air/words.ts'
import { formatDay } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { get } from '#client/lib/request.ts'
import { Back } from '#client/ui/back.tsx'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

/** A show's closed segments, newest first. */
export function PastList({ show }: { show: string }) {
  const list = useInfiniteQuery({
    queryKey: ['segments', show],
    queryFn: ({ pageParam }) => get('/segments', { show, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Back to={`/air?show=${show}`}>{t('On air')}</Back>
      <Head title={t('Past segments')} meta={items[0]?.show.title} />
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton />}
      {list.data && items.length === 0 && (
        <Empty
          step={
            <Link className="button primary" href={`/air?show=${show}`}>
              {t('Go to the open one')}
            </Link>
          }
        >
          {t('Segments will be here once you have closed one.')}
        </Empty>
      )}
      {items.length > 0 && (
        <Table
          caption={t('Past segments')}
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            { title: t('Segment'), cell: ({ id, title }) => <Link href={`/air/past/${id}`}>{title}</Link> },
            { title: t('Closed'), cell: ({ closed_at }) => formatDay(closed_at) },
            { title: t('Boosts'), align: 'end', cell: ({ totals }) => formatCount(totals.boosts) },
            {
              title: t('Supporters'),
              align: 'end',
              cell: ({ totals }) => formatCount(totals.supporters),
            },
            {
              title: t('Boosted sats'),
              align: 'end',
              cell: ({ totals }) => <Sats msat={totals.counted_msat} unit={false} />,
            },
            {
              title: t('Streamed sats'),
              align: 'end',
              cell: ({ streams }) => <Sats msat={streams.received_msat} unit={false} />,
            },
          ]}
        />
      )}
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
