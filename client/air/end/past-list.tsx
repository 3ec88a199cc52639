import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
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
      <Back to={`/air?show=${show}`}>On air</Back>
      <Head title="Past segments" meta={items[0]?.show.title} />
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton />}
      {list.data && items.length === 0 && (
        <Empty
          step={
            <Link className="button primary" href={`/air?show=${show}`}>
              Go to the open one
            </Link>
          }
        >
          Segments will be here once you have closed one.
        </Empty>
      )}
      {items.length > 0 && (
        <Table
          caption="Past segments"
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            { title: 'Segment', cell: ({ id, title }) => <Link href={`/air/past/${id}`}>{title}</Link> },
            { title: 'Closed', cell: ({ closed_at }) => formatDay(closed_at) },
            { title: 'Boosts', align: 'end', cell: ({ totals }) => formatCount(totals.boosts) },
            {
              title: 'Supporters',
              align: 'end',
              cell: ({ totals }) => formatCount(totals.supporters),
            },
            {
              title: 'Boosted sats',
              align: 'end',
              cell: ({ totals }) => <Sats msat={totals.counted_msat} unit={false} />,
            },
            {
              title: 'Streamed sats',
              align: 'end',
              cell: ({ streams }) => <Sats msat={streams.received_msat} unit={false} />,
            },
          ]}
        />
      )}
      {list.hasNextPage && (
        <p className="spaced">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
    </>
  )
}
