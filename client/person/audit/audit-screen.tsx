import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { formatInstant } from '#client/format/day.ts'
import { get } from '#client/lib/request.ts'
import { AuditDetail } from '#client/person/audit/audit-detail.tsx'
import { AuditFilter } from '#client/person/audit/audit-filter.tsx'
import { formatAction, formatSubject } from '#client/person/audit/format-action.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

/** Who did what, when and from where. */
export default function AuditScreen() {
  const [search] = useSearchParams()
  const filters = { action: search.get('action'), subject: search.get('subject') }
  const list = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) => get('/audit', { ...filters, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <Head title="Audit log" meta="Every change that a person or a key made" />
      <AuditFilter />
      <p>
        <a href="/api/v1/audit/export" download>
          Download all of it
        </a>{' '}
        as lines of JSON, each chained to the one before by its hash.
      </p>
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton rows={10} />}
      {list.data && entries.length === 0 && (
        <Empty>
          {filters.action || filters.subject
            ? 'Nothing like that was done.'
            : 'What people and keys change will be listed here.'}
        </Empty>
      )}
      {entries.length > 0 && (
        <Table
          caption="Audit log"
          rows={entries}
          keyOf={({ id }) => id}
          columns={[
            { title: 'When', cell: ({ at }) => <time dateTime={at}>{formatInstant(at)}</time> },
            { title: 'Who', cell: ({ actor }) => <strong dir="auto">{actor.name}</strong> },
            {
              title: 'What',
              cell: (entry) => <AuditDetail entry={entry}>{formatAction(entry.action)}</AuditDetail>,
            },
            { title: 'To what', cell: ({ subject }) => formatSubject(subject) },
            { title: 'From', cell: ({ address }) => address ?? 'this machine' },
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
