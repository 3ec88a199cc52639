import { onSubmit } from '#client/lib/form.ts'
import { useMakeInvite } from '#client/person/people/use-invites.ts'
import { asRole, ROLE_WORDS, ROLES } from '#client/person/roles.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** Makes an invitation and shows its link, once. */
export function InviteForm() {
  const invite = useMakeInvite()
  return (
    <>
      <form
        className="form row"
        onSubmit={onSubmit(({ email = '', role }, form) =>
          invite.mutate({ email, role: asRole(role) }, { onSuccess: () => form.reset() }),
        )}
      >
        <TextField label="Email" name="email" type="email" autoComplete="off" required />
        <SelectField label="Role" name="role">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {ROLE_WORDS[role].name}
            </option>
          ))}
        </SelectField>
        <Button type="submit" busy={invite.isPending}>
          Make a link
        </Button>
      </form>
      <ErrorNote error={invite.error} />
      {invite.data && (
        <ShownOnce label={`The link for ${invite.data.email}`} secret={invite.data.link}>
          Pass it on now: it is shown only here and only once.
        </ShownOnce>
      )}
    </>
  )
}
