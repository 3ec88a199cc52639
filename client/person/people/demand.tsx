import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '#api/contract/auth.ts'
import { change, get } from '#client/lib/request.ts'
import { ROLES } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

const EVERY = { host: t('Every host'), bookkeeper: t('Every bookkeeper'), owner: t('Every owner') }
const DEMAND = ['users', 'second-factor'] as const

/** Which roles come in by a second factor only. */
export function Demand() {
  const client = useQueryClient()
  const { data, error } = useQuery({ queryKey: DEMAND, queryFn: () => get('/users/second-factor') })
  const save = useMutation({
    mutationFn: (roles: Role[]) => change('PUT', '/users/second-factor', { body: { roles } }),
    onSuccess: (answer) => client.setQueryData(DEMAND, answer),
  })
  const roles = data?.roles ?? []
  return (
    <Section
      title={t('Second factor')}
      meta={t('A passkey, or an app that shows codes, beside the password')}
    >
      <ErrorNote error={error ?? save.error} />
      {data && (
        <div className="form">
          <fieldset>
            <legend>{t('Asked of')}</legend>
            {ROLES.map((role) => (
              <CheckField
                key={role}
                label={EVERY[role]}
                checked={roles.includes(role)}
                disabled={save.isPending}
                onChange={({ target }) =>
                  save.mutate(target.checked ? [...roles, role] : roles.filter((other) => other !== role))
                }
              />
            ))}
            <p className="hint">
              {t(
                'Who has none is led to set one up when they sign in next. Sessions that began without one end.',
              )}
            </p>
          </fieldset>
        </div>
      )}
    </Section>
  )
}
