import type { InviteJson } from '#api/contract/auth.ts'
import { formatAgo, formatDay } from '#client/format/day.ts'
import { InviteForm } from '#client/person/people/invite-form.tsx'
import { useInvites, useRevokeInvite } from '#client/person/people/use-invites.ts'
import { useFormatShows } from '#client/person/people/use-show-names.ts'
import { ROLE_WORDS } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
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
    <Section title={t('Invitations')} meta={t('By a link that you pass on, since Readout sends no mail')}>
      <InviteForm />
      <ErrorNote error={list.error ?? revoke.error} />
      {list.data && list.data.items.length > 0 && (
        <Table
          caption={t('Invitations')}
          rows={list.data.items}
          keyOf={({ id }) => id}
          columns={[
            { title: t('For'), cell: ({ email }) => email },
            {
              title: t('As'),
              cell: ({ role, shows }) => (
                <>
                  {ROLE_WORDS[role].name}{' '}
                  <span className="meta" dir="auto">
                    {formatShows(shows)}
                  </span>
                </>
              ),
            },
            { title: t('Made'), cell: ({ created_at }) => formatAgo(created_at) },
            { title: t('State'), cell: formatState },
            {
              title: t('Take back'),
              bare: true,
              align: 'end',
              cell: ({ id, email, state }) =>
                state === 'open' && (
                  <Button
                    kind="quiet"
                    aria-label={t('Take back the invitation of {email}', { email })}
                    onClick={() => revoke.mutate(id)}
                  >
                    {t('Take back')}
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
  if (state === 'open') return t('open until {day}', { day: formatDay(expires_at) })
  if (state === 'used') return used_at ? t('used {day}', { day: formatDay(used_at) }) : t('used')
  return state === 'revoked' ? t('taken back') : t('expired')
}
