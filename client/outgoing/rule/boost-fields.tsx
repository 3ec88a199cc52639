import type { SendingCondition } from '#api/contract/outgoing/rule.ts'
import { t } from '#client/outgoing/words.ts'
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
      <SelectField label={t('Kind')} name="action" defaultValue={condition?.action ?? ''}>
        <option value="">{t('boosts by hand and by schedule')}</option>
        <option value="boost">{t('boosts by hand')}</option>
        <option value="auto">{t('boosts by schedule')}</option>
      </SelectField>
      <TextField
        label={t('From so many sats')}
        name="min_sats"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        defaultValue={condition?.min_sats ?? ''}
        optional
      />
      <TextField
        label={t('Up to so many sats')}
        name="max_sats"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        defaultValue={condition?.max_sats ?? ''}
        optional
      />
      <TextField
        label={t('Sent by')}
        name="from"
        hint={t('The supporter’s name')}
        maxLength={200}
        defaultValue={condition?.from ?? ''}
        optional
      />
      <TextField
        label={t('With the app')}
        name="app"
        maxLength={200}
        defaultValue={condition?.app ?? ''}
        optional
      />
      <TextField
        label={t('With these words in the message')}
        name="words"
        maxLength={200}
        defaultValue={condition?.words ?? ''}
        optional
      />
      <SelectField label={t('While playing')} name="remote" defaultValue={condition?.remote ?? ''}>
        <option value="">{t('anything')}</option>
        <option value="theirs">{t('another’s music in our show')}</option>
        <option value="ours">{t('ours in another’s show')}</option>
      </SelectField>
      <CheckField
        label={t('Only the supporter’s first boost to the show')}
        checked={first}
        onChange={({ target }) => onFirst(target.checked)}
      />
    </>
  )
}
