import type { AirSettingsAnswer, AirSettingsPatch } from '#api/contract/air/settings.ts'
import { OrderFields } from '#client/air/plan/order-fields.tsx'
import { readMinutes } from '#client/air/plan/read-plan.ts'
import { MarksForm } from '#client/air/settings/marks-form.tsx'
import { t } from '#client/air/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: AirSettingsAnswer; slug: string; onSave: (patch: AirSettingsPatch) => void }

/** Who is taken together, what is a baller boost, and who comes first. */
export function OrderForm({ settings: { together, order, unproven, target_s, fold }, slug, onSave }: Props) {
  return (
    <Section title={t('Order')}>
      <div className="form">
        <CheckField
          label={t('Take a supporter’s boosts together')}
          hint={t('Their sum then decides the section. Off: each boost is read by itself.')}
          checked={together}
          onChange={({ target }) => onSave({ together: target.checked })}
        />
        <MarksForm slug={slug} />
        <SelectField
          label={t('Boosts not seen in a wallet of yours')}
          hint={t('What apps or notes claim and no wallet has received. It is in no sum.')}
          value={unproven}
          onChange={({ target }) => onSave({ unproven: asUnproven(target.value) })}
        >
          <option value="shown">{t('In a section of their own, below the others')}</option>
          <option value="read">{t('Among the others, by what they claim')}</option>
          <option value="hidden">{t('Nowhere on air')}</option>
        </SelectField>
        <CheckField
          label={t('Fold what has no words into one line')}
          checked={fold}
          onChange={({ target }) => onSave({ fold: target.checked })}
        />
        <form
          className="form row"
          key={target_s}
          onSubmit={onSubmit(({ minutes = '' }) => onSave({ target_s: readMinutes(minutes) }))}
        >
          <TextField
            label={t('A segment takes (minutes)')}
            name="minutes"
            inputMode="numeric"
            pattern="[0-9]{1,4}"
            optional
            defaultValue={target_s === null ? '' : Math.round(target_s / 60)}
          />
          <Button type="submit">{t('Save')}</Button>
        </form>
        <OrderFields order={order} onChange={(changed) => onSave({ order: changed })} />
      </div>
    </Section>
  )
}

function asUnproven(value: string): AirSettingsAnswer['unproven'] {
  return value === 'read' || value === 'hidden' ? value : 'shown'
}
