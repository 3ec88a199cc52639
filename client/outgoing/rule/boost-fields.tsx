import type { SendingCondition } from '#api/contract/outgoing/rule.ts'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'

/** Which boosts a rule is of. */
export function BoostFields({
  condition,
  first,
  onFirst,
}: {
  condition: SendingCondition | null
  first: boolean
  onFirst: (on: boolean) => void
}) {
  return (
    <>
      <SelectField label="Kind" name="action" defaultValue={condition?.action ?? ''}>
        <option value="">boosts by hand and by schedule</option>
        <option value="boost">boosts by hand</option>
        <option value="auto">boosts by schedule</option>
      </SelectField>
      <TextField
        label="From so many sats"
        name="min_sats"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        defaultValue={condition?.min_sats ?? ''}
        optional
      />
      <TextField
        label="Up to so many sats"
        name="max_sats"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        defaultValue={condition?.max_sats ?? ''}
        optional
      />
      <TextField
        label="Sent by"
        name="from"
        hint="The supporter’s name"
        maxLength={200}
        defaultValue={condition?.from ?? ''}
        optional
      />
      <TextField
        label="With the app"
        name="app"
        maxLength={200}
        defaultValue={condition?.app ?? ''}
        optional
      />
      <TextField
        label="With these words in the message"
        name="words"
        maxLength={200}
        defaultValue={condition?.words ?? ''}
        optional
      />
      <SelectField label="While playing" name="remote" defaultValue={condition?.remote ?? ''}>
        <option value="">anything</option>
        <option value="theirs">another’s music in our show</option>
        <option value="ours">ours in another’s show</option>
      </SelectField>
      <CheckField
        label="Only the supporter’s first boost to the show"
        checked={first}
        onChange={({ target }) => onFirst(target.checked)}
      />
    </>
  )
}
