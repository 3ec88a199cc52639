import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role, UserJson } from '#api/contract/auth.ts'
import type { Page } from '#api/contract/common.ts'
import { sayAgo } from '#client/format/day.ts'
import { change, get } from '#client/lib/request.ts'
import { UserActions } from '#client/person/people/user-actions.tsx'
import { asRole, ROLE_WORDS, ROLES } from '#client/person/roles.ts'
import { useMe } from '#client/person/use-me.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Frame } from '#client/ui/frame.tsx'
import { Section } from '#client/ui/head.tsx'
import { Table } from '#client/ui/table.tsx'
import { toast } from '#client/ui/toasts.tsx'

export const USERS = ['users'] as const

/** Accounts with their roles. */
export function Users() {
  const client = useQueryClient()
  const me = useMe().data
  const list = useQuery({ queryKey: USERS, queryFn: () => get<Page<UserJson>>('/users') })
  const save = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      change<UserJson>('PATCH', `/users/${id}`, { role }),
    onSuccess: ({ name, email, role }) =>
      toast(`${name ?? email} is now ${ROLE_WORDS[role].name.toLowerCase()}`),
    onSettled: () => client.invalidateQueries({ queryKey: USERS }),
  })
  return (
    <Section title="Accounts">
      <ErrorNote error={list.error ?? save.error} />
      {list.isPending && <Frame rows={2} />}
      {list.data && (
        <Table
          caption="Accounts"
          rows={list.data.items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: 'Who',
              cell: ({ name, email }) => (
                <>
                  <strong dir="auto">{name ?? email}</strong>
                  {name && <span className="meta"> {email}</span>}
                </>
              ),
            },
            {
              title: 'Role',
              cell: ({ id, email, role }) => (
                <select
                  className="input select small"
                  aria-label={`Role of ${email}`}
                  value={role}
                  onChange={({ target }) => save.mutate({ id, role: asRole(target.value) })}
                >
                  {ROLES.map((each) => (
                    <option key={each} value={each}>
                      {ROLE_WORDS[each].name}
                    </option>
                  ))}
                </select>
              ),
            },
            {
              title: 'Last signed in',
              cell: ({ last_signed_in_at }) => (last_signed_in_at ? sayAgo(last_signed_in_at) : 'never'),
            },
            {
              title: 'Actions',
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
