import { useState } from 'react'
import { onSubmit } from '#client/lib/form.ts'
import { ChooseShows } from '#client/person/people/choose-shows.tsx'
import { useMakeInvite } from '#client/person/people/use-invites.ts'
import { useShowNames } from '#client/person/people/use-show-names.ts'
import { asRole, ROLE_WORDS, ROLES } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** Makes an invitation and shows its link, once. */
export function InviteForm() {
  const invite = useMakeInvite()
  const [role, setRole] = useState(ROLES[0] ?? 'bookkeeper')
  const [chosen, setShows] = useState<string[] | null>(null)
  const hasMany = (useShowNames().data ?? []).length > 1
  const shows = role === 'owner' || !hasMany ? null : chosen
  return (
    <>
      <form
        className="form row"
        onSubmit={onSubmit(({ email = '' }, form) =>
          invite.mutate({ email, role, shows }, { onSuccess: () => form.reset() }),
        )}
      >
        <TextField label={t('Email')} name="email" type="email" autoComplete="off" required />
        <SelectField label={t('Role')} value={role} onChange={({ target }) => setRole(asRole(target.value))}>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {ROLE_WORDS[role].name}
            </option>
          ))}
        </SelectField>
        {role !== 'owner' && hasMany && <ChooseShows value={chosen} onChange={setShows} />}
        <Button type="submit" busy={invite.isPending} disabled={shows?.length === 0}>
          {t('Make a link')}
        </Button>
      </form>
      <ErrorNote error={invite.error} />
      {invite.data && (
        <ShownOnce label={t('The link for {email}', { email: invite.data.email })} secret={invite.data.link}>
          {t('Pass it on now: it is shown only here and only once.')}
        </ShownOnce>
      )}
    </>
  )
}
