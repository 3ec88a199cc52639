import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatAgo } from '#client/format/day.ts'
import { change, get } from '#client/lib/request.ts'
import { NewKeyForm } from '#client/person/keys/new-key-form.tsx'
import { RevokeKey } from '#client/person/keys/revoke-key.tsx'
import { useFormatShows } from '#client/person/people/use-show-names.ts'
import { formatScope } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
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
      <Head title={t('Keys')} meta={t('For machines: nodes, webhooks, scripts')} />
      <Section title={t('A new key')}>
        <NewKeyForm onMade={refresh} />
      </Section>
      <Section title={t('Keys')}>
        <ErrorNote error={list.error ?? revoke.error} />
        {list.isPending && <Skeleton rows={3} />}
        {list.data?.items.length === 0 && <Empty>{t('The keys that you make will be listed here.')}</Empty>}
        {list.data && list.data.items.length > 0 && (
          <Table
            caption={t('Keys')}
            rows={list.data.items}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t('Key'),
                cell: ({ name, prefix, revoked_at }) => (
                  <>
                    <strong dir="auto">{name}</strong> <code className="meta">{prefix}…</code>{' '}
                    {revoked_at && <Chip>{t('revoked {ago}', { ago: formatAgo(revoked_at) })}</Chip>}
                  </>
                ),
              },
              {
                title: t('May'),
                cell: ({ scopes, source, wallet, shows }) =>
                  `${scopes.map((scope) => formatScope(scope, shows)).join(', ')}${source ? `, ${t('of {source} only', { source })}` : ''}${wallet ? `, ${t('on {wallet}', { wallet })}` : ''}${shows ? `, ${t('of {shows} only', { shows: formatShows(shows) })}` : ''}`,
              },
              { title: t('Made'), cell: ({ created_at }) => formatAgo(created_at) },
              {
                title: t('Last used'),
                cell: ({ last_used_at, last_used_from }) =>
                  last_used_at
                    ? `${formatAgo(last_used_at)}${last_used_from ? ` ${t('from {lastUsedFrom}', { lastUsedFrom: last_used_from })}` : ''}`
                    : t('never'),
              },
              {
                title: t('Revoke'),
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
