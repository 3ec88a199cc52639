import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatAgo, formatDay } from '#client/format/day.ts'
import { change, get } from '#client/lib/request.ts'
import { SignOut } from '#client/person/account/sign-out.tsx'
import { formatAction } from '#client/person/audit/format-action.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

export const SESSIONS = ['sessions'] as const

const CAME_BY = {
  password: t('password'),
  passkey: t('passkey'),
  code: t('password and code'),
  recovery: t('recovery code'),
  link: t('link of the command line'),
} as const

/** Where one is signed in, to end what should not be. */
export function Sessions() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: SESSIONS, queryFn: () => get('/auth/sessions') })
  const end = useMutation({
    mutationFn: (id: string) => change('DELETE', '/auth/sessions/{id}', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS }),
  })
  return (
    <Section title={t('Signed in')}>
      <ErrorNote error={list.error ?? end.error} />
      {list.isPending && <Skeleton rows={2} />}
      {list.data && (
        <Table
          caption={t('Your sessions')}
          rows={list.data.items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('Browser'),
              cell: ({ browser, current }) => (
                <>
                  {sayBrowser(browser)} {current && <Chip tone="ok">{t('this one')}</Chip>}
                </>
              ),
            },
            { title: t('From'), cell: ({ address }) => address ?? t('unknown') },
            {
              title: t('Last used'),
              cell: ({ last_used_at, last_action, last_action_at }) => (
                <>
                  {formatAgo(last_used_at)}
                  {last_action && last_action_at && (
                    <span className="meta">
                      {' '}
                      {t('last {action} {ago}', {
                        action: formatAction(last_action),
                        ago: formatAgo(last_action_at),
                      })}
                    </span>
                  )}
                </>
              ),
            },
            { title: t('Came in by'), cell: ({ factor }) => CAME_BY[factor ?? 'password'] },
            { title: t('Ends'), cell: ({ expires_at }) => formatDay(expires_at) },
            {
              title: t('End it'),
              bare: true,
              align: 'end',
              cell: ({ id, current, browser }) =>
                !current && (
                  <Button
                    kind="quiet"
                    aria-label={t('Sign out {browser}', { browser: sayBrowser(browser) })}
                    busy={end.isPending && end.variables === id}
                    onClick={() => end.mutate(id)}
                  >
                    {t('Sign out')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      <p className="spaced">
        <SignOut everywhere />
      </p>
    </Section>
  )
}

/** `Firefox on Linux`, as the service names it. */
function sayBrowser(said: string): string {
  const [, browser, system] = /^(.+) on (.+)$/.exec(said) ?? []
  return browser && system ? t('{browser} on {system}', { browser, system }) : said
}
