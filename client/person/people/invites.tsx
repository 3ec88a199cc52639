import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InviteJson } from '#api/contract/auth.ts'
import type { Page } from '#api/contract/common.ts'
import { sayAgo, sayDay } from '#client/format/day.ts'
import { change, get } from '#client/lib/request.ts'
import { InviteForm } from '#client/person/people/invite-form.tsx'
import { ROLE_WORDS } from '#client/person/roles.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Table } from '#client/ui/table.tsx'

export const INVITES = ['users', 'invites'] as const

/** Invitations: a new one, and what became of the others. */
export function Invites() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: INVITES, queryFn: () => get<Page<InviteJson>>('/users/invites') })
  const revoke = useMutation({
    mutationFn: (id: string) => change('DELETE', `/users/invites/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: INVITES }),
  })
  return (
    <Section title="Invitations" meta="By a link that you pass on, since Readout sends no mail">
      <InviteForm />
      <ErrorNote error={list.error ?? revoke.error} />
      {list.data && list.data.items.length > 0 && (
        <Table
          caption="Invitations"
          rows={list.data.items}
          keyOf={({ id }) => id}
          columns={[
            { title: 'For', cell: ({ email }) => email },
            { title: 'As', cell: ({ role }) => ROLE_WORDS[role].name },
            { title: 'Made', cell: ({ created_at }) => sayAgo(created_at) },
            { title: 'State', cell: sayState },
            {
              title: 'Take back',
              bare: true,
              align: 'end',
              cell: ({ id, email, state }) =>
                state === 'open' && (
                  <Button
                    kind="quiet"
                    aria-label={`Take the invitation of ${email} back`}
                    onClick={() => revoke.mutate(id)}
                  >
                    Take back
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}

function sayState({ state, expires_at, used_at }: InviteJson): string {
  if (state === 'open') return `open until ${sayDay(expires_at)}`
  if (state === 'used') return used_at ? `used ${sayDay(used_at)}` : 'used'
  return state === 'revoked' ? 'taken back' : 'expired'
}
