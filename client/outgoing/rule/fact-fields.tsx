import type { FactHappening, SendingCondition } from '#api/contract/outgoing/rule.ts'
import { t } from '#client/outgoing/words.ts'
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
        label={t('For so many hours')}
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
        label={t('At every')}
        name="every"
        inputMode="numeric"
        pattern="[1-9][0-9]{0,14}"
        defaultValue={condition?.every ?? 1000}
        required
        hint={t('1000 is at 1,000, 2,000, 3,000 and so on.')}
      />
      <SelectField label={t('Of')} name="counts" defaultValue={condition?.counts ?? 'boosts'}>
        <option value="boosts">{t('its boosts')}</option>
        <option value="sats">{t('the sats that they count')}</option>
      </SelectField>
    </>
  )
}
