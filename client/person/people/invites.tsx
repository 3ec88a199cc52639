import type { InviteJson } from '#api/contract/auth.ts'
import { formatAgo, formatDay } from '#client/format/day.ts'
import { InviteForm } from '#client/person/people/invite-form.tsx'
import { useInvites, useRevokeInvite } from '#client/person/people/use-invites.ts'
import { useFormatShows } from '#client/person/people/use-show-names.ts'
import { ROLE_WORDS } from '#client/person/roles.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Table } from '#client/ui/table.tsx'

/** Invitations: a new one, and what became of the others. */
export function Invites() {
  const list = useInvites()
  const revoke = useRevokeInvite()
  const formatShows = useFormatShows()
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
            {
              title: 'As',
              cell: ({ role, shows }) => (
                <>
                  {ROLE_WORDS[role].name}{' '}
                  <span className="meta" dir="auto">
                    {formatShows(shows)}
                  </span>
                </>
              ),
            },
            { title: 'Made', cell: ({ created_at }) => formatAgo(created_at) },
            { title: 'State', cell: formatState },
            {
              title: 'Take back',
              bare: true,
              align: 'end',
              cell: ({ id, email, state }) =>
                state === 'open' && (
                  <Button
                    kind="quiet"
                    aria-label={`Take back the invitation of ${email}`}
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

function formatState({ state, expires_at, used_at }: InviteJson): string {
  if (state === 'open') return `open until ${formatDay(expires_at)}`
  if (state === 'used') return used_at ? `used ${formatDay(used_at)}` : 'used'
  return state === 'revoked' ? 'taken back' : 'expired'
}
