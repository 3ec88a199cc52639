import { formatAgo } from '#client/format/day.ts'
import { useUsers } from '#client/person/people/use-users.ts'
import { UserActions } from '#client/person/people/user-actions.tsx'
import { UserRole } from '#client/person/people/user-role.tsx'
import { useMe } from '#client/person/use-me.ts'
import { t } from '#client/person/words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

/** Accounts with their roles. */
export function Users() {
  const me = useMe().data
  const list = useUsers()
  return (
    <Section title={t('Accounts')}>
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={2} />}
      {list.data && (
        <Table
          caption={t('Accounts')}
          rows={list.data.items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('Who'),
              cell: ({ name, email, has_factor }) => (
                <>
                  <strong dir="auto">{name ?? email}</strong>
                  {name && <span className="meta"> {email}</span>}{' '}
                  {has_factor && <Chip tone="ok">{t('second factor')}</Chip>}
                </>
              ),
            },
            {
              title: t('Role'),
              cell: (user) => <UserRole user={user} />,
            },
            {
              title: t('Last signed in'),
              cell: ({ last_signed_in_at }) =>
                last_signed_in_at ? formatAgo(last_signed_in_at) : t('never'),
            },
            {
              title: t('Actions'),
              bare: true,
              align: 'end',
              cell: (user) => user.id !== me?.id && <UserActions user={user} />,
            },
          ]}
        />
      )}
    </Section>
  )
}
