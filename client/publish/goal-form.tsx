import type { PublicSettingsJson, PublicSettingsPatch } from '#api/contract/public.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: PublicSettingsJson; onSave: (patch: PublicSettingsPatch) => void }

/** What the show saves for. */
export function GoalForm({ settings: { goal }, onSave }: Props) {
  return (
    <Section title="Goal">
      <form
        className="form"
        onSubmit={onSubmit(({ title = '', sats = '', since }) =>
          onSave({ goal: { title, sats: Number(sats), since: since || null } }),
        )}
      >
        <TextField label="What for" name="title" required maxLength={200} defaultValue={goal?.title} />
        <TextField
          label="Sats"
          name="sats"
          type="number"
          min={1}
          step={1}
          required
          defaultValue={goal?.sats}
        />
        <TextField
          label="Counted from"
          name="since"
          type="date"
          optional
          hint="Leave it empty to count everything so far."
          defaultValue={goal?.since ?? ''}
        />
        <p className="with-button">
          <Button type="submit">Save the goal</Button>
          {goal && (
            <Button kind="quiet" onClick={() => onSave({ goal: null })}>
              No goal
            </Button>
          )}
        </p>
      </form>
    </Section>
  )
}
