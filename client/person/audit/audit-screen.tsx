import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { formatInstant } from '#client/format/day.ts'
import { get } from '#client/lib/request.ts'
import { AuditDetail } from '#client/person/audit/audit-detail.tsx'
import { AuditFilter } from '#client/person/audit/audit-filter.tsx'
import { formatAction, formatSubject } from '#client/person/audit/format-action.ts'
import { say, t } from '#client/person/words.ts'
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
      <Head title={t('Audit log')} meta={t('Every change that a person or a key made')} />
      <AuditFilter />
      <p>
        {say('{link} as lines of JSON, each chained to the one before by its hash.', {
          link: (
            <a href="/api/v1/audit/export" download>
              {t('Download all of it')}
            </a>
          ),
        })}
      </p>
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton rows={10} />}
      {list.data && entries.length === 0 && (
        <Empty>
          {filters.action || filters.subject
            ? t('Nothing like that was done.')
            : t('What people and keys change will be listed here.')}
        </Empty>
      )}
      {entries.length > 0 && (
        <Table
          caption={t('Audit log')}
          rows={entries}
          keyOf={({ id }) => id}
          columns={[
            { title: t('When'), cell: ({ at }) => <time dateTime={at}>{formatInstant(at)}</time> },
            { title: t('Who'), cell: ({ actor }) => <strong dir="auto">{actor.name}</strong> },
            {
              title: t('What'),
              cell: (entry) => <AuditDetail entry={entry}>{formatAction(entry.action)}</AuditDetail>,
            },
            { title: t('To what'), cell: ({ subject }) => formatSubject(subject) },
            { title: t('From'), cell: ({ address }) => address ?? t('this machine') },
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
