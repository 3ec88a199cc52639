import { useState } from 'react'
import type { UserJson } from '#api/contract/auth.ts'
import { onSubmit } from '#client/lib/form.ts'
import { ChooseShows } from '#client/person/people/choose-shows.tsx'
import { useFormatShows } from '#client/person/people/use-show-names.ts'
import { useChangeRole } from '#client/person/people/use-users.ts'
import { asRole, ROLE_WORDS, ROLES } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'

/** What somebody's role is, and of which shows; a dialog changes it. */
export function UserRole({ user }: { user: UserJson }) {
  const [isChanging, change] = useState(false)
  const formatShows = useFormatShows()
  return (
    <>
      {ROLE_WORDS[user.role].name}
      <span className="meta" dir="auto">
        {' '}
        {formatShows(user.shows)}
      </span>{' '}
      <Button
        kind="quiet"
        aria-label={t('Change the role of {email}', { email: user.email })}
        onClick={() => change(true)}
      >
        {t('Change…')}
      </Button>
      {isChanging && <ChangeRole user={user} onClose={() => change(false)} />}
    </>
  )
}

function ChangeRole({ user, onClose }: { user: UserJson; onClose: () => void }) {
  const [role, setRole] = useState(user.role)
  const [chosen, setShows] = useState<string[] | null>(user.shows)
  const shows = role === 'owner' ? null : chosen
  const save = useChangeRole()
  return (
    <Dialog title={t('The role of {name}', { name: user.name ?? user.email })} onClose={onClose}>
      <form
        className="form"
        onSubmit={onSubmit(() => save.mutate({ id: user.id, role, shows }, { onSuccess: onClose }))}
      >
        <SelectField
          label={t('Role')}
          hint={ROLE_WORDS[role].may}
          value={role}
          onChange={({ target }) => setRole(asRole(target.value))}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each].name}
            </option>
          ))}
        </SelectField>
        {role !== 'owner' && <ChooseShows value={chosen} onChange={setShows} />}
        <p className="hint">
          {t('With another role, or other shows, their sessions end and they sign in again.')}
        </p>
        <ErrorNote error={save.error} />
        <div className="actions">
          <Button onClick={onClose}>{t('Leave it')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending} disabled={shows?.length === 0}>
            {t('Save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
