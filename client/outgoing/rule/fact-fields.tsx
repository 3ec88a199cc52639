import type { FactHappening, SendingCondition } from '#api/contract/outgoing/rule.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

/** What a rule waits for that is of no one boost. */
export function FactFields({
  event,
  condition,
}: {
  event: FactHappening
  condition: SendingCondition | null
}) {
  if (event === 'closed' || event === 'goal') return null
  if (event === 'silent')
    return (
      <TextField
        label="For so many hours"
        name="hours"
        type="number"
        min={1}
        max={720}
        defaultValue={condition?.hours ?? 1}
        required
      />
    )
  return (
    <>
      <TextField
        label="At every"
        name="every"
        inputMode="numeric"
        pattern="[1-9][0-9]{0,14}"
        defaultValue={condition?.every ?? 1000}
        required
        hint="1000 is at 1,000, 2,000, 3,000 and so on."
      />
      <SelectField label="Of" name="counts" defaultValue={condition?.counts ?? 'boosts'}>
        <option value="boosts">its boosts</option>
        <option value="sats">the sats that they count</option>
      </SelectField>
    </>
  )
}
