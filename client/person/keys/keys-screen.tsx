import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatAgo } from '#client/format/day.ts'
import { change, get } from '#client/lib/request.ts'
import { NewKeyForm } from '#client/person/keys/new-key-form.tsx'
import { RevokeKey } from '#client/person/keys/revoke-key.tsx'
import { useFormatShows } from '#client/person/people/use-show-names.ts'
import { formatScope } from '#client/person/roles.ts'
import { Chip } from '#client/ui/chip.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

const KEYS = ['keys'] as const

/** Keys for machines: made and shown once, and revoked. */
export default function KeysScreen() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: KEYS, queryFn: () => get('/keys') })
  const formatShows = useFormatShows()
  const refresh = () => client.invalidateQueries({ queryKey: KEYS })
  const revoke = useMutation({
    mutationFn: (id: string) => change('DELETE', '/keys/{id}', { id }),
    onSettled: refresh,
  })
  return (
    <>
      <Head title="Keys" meta="For machines: nodes, webhooks, scripts" />
      <Section title="A new key">
        <NewKeyForm onMade={refresh} />
      </Section>
      <Section title="Keys">
        <ErrorNote error={list.error ?? revoke.error} />
        {list.isPending && <Skeleton rows={3} />}
        {list.data?.items.length === 0 && <Empty>The keys that you make will be listed here.</Empty>}
        {list.data && list.data.items.length > 0 && (
          <Table
            caption="Keys"
            rows={list.data.items}
            keyOf={({ id }) => id}
            columns={[
              {
                title: 'Key',
                cell: ({ name, prefix, revoked_at }) => (
                  <>
                    <strong dir="auto">{name}</strong> <code className="meta">{prefix}…</code>{' '}
                    {revoked_at && <Chip>revoked {formatAgo(revoked_at)}</Chip>}
                  </>
                ),
              },
              {
                title: 'May',
                cell: ({ scopes, source, wallet, shows }) =>
                  `${scopes.map((scope) => formatScope(scope, shows)).join(', ')}${source ? `, of ${source} only` : ''}${wallet ? `, on ${wallet}` : ''}${shows ? `, of ${formatShows(shows)} only` : ''}`,
              },
              { title: 'Made', cell: ({ created_at }) => formatAgo(created_at) },
              {
                title: 'Last used',
                cell: ({ last_used_at, last_used_from }) =>
                  last_used_at
                    ? `${formatAgo(last_used_at)}${last_used_from ? ` from ${last_used_from}` : ''}`
                    : 'never',
              },
              {
                title: 'Revoke',
                bare: true,
                align: 'end',
                cell: ({ id, name, revoked_at }) =>
                  !revoked_at && <RevokeKey name={name} onRevoke={() => revoke.mutate(id)} />,
              },
            ]}
          />
        )}
      </Section>
    </>
  )
}
