import { useState } from 'react'
import type { FieldPath, WebhookMapping, WebhookTried } from '#api/contract/webhook.ts'
import { UNITS, WANTED } from '#client/source/webhook/read-mapping.ts'
import { t } from '#client/source/words.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

/** Which field of the sample is what: as it was chosen before, else as far as their names say it. */
export function MapFields({
  sample: { fields, guess },
  chosen,
}: {
  sample: WebhookTried
  chosen?: WebhookMapping
}) {
  const before = chosen ? pathsOf(chosen) : guess
  /** Blank where the sample has no such field. */
  const given = (name: string) => {
    const at = asText(before[name])
    return fields.some((field) => JSON.stringify(field.at) === at) ? at : ''
  }
  const [unit, setUnit] = useState<string>(chosen?.unit ?? 'sat')
  const [currencyAt, setCurrencyAt] = useState(given('currency'))
  const [only, setOnly] = useState(given('only'))
  const options = fields.map(({ at, name, value }) => (
    <option key={name} value={JSON.stringify(at)}>
      {name}: {value.length > 40 ? `${value.slice(0, 40)}…` : value}
    </option>
  ))
  const isFiat = unit.startsWith('currency')
  return (
    <>
      <SelectField
        label={t('Id')}
        name="id"
        defaultValue={given('id')}
        required
        hint={t('One of its own for each payment: the same id is the same payment.')}
      >
        <option value="">{t('Choose a field')}</option>
        {options}
      </SelectField>
      <SelectField label={t('Amount')} name="amount" defaultValue={given('amount')} required>
        <option value="">{t('Choose a field')}</option>
        {options}
      </SelectField>
      <SelectField
        label={t('The amount counts')}
        name="unit"
        value={unit}
        onChange={({ target }) => setUnit(target.value)}
      >
        {UNITS.map(({ unit: each, label }) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </SelectField>
      {isFiat && (
        <SelectField
          label={t('Currency')}
          name="currency_at"
          value={currencyAt}
          onChange={({ target }) => setCurrencyAt(target.value)}
        >
          <option value="">{t('Always the same')}</option>
          {options}
        </SelectField>
      )}
      {isFiat && currencyAt === '' && (
        <TextField
          label={t('Which currency')}
          name="currency"
          required
          maxLength={3}
          pattern="[A-Za-z]{3}"
          defaultValue={chosen?.currency ?? ''}
          autoComplete="off"
          hint={t('Its code, such as USD')}
        />
      )}
      {WANTED.map(({ name, label, none }) => (
        <SelectField key={name} label={label} name={name} defaultValue={given(name)} optional>
          <option value="">{none}</option>
          {options}
        </SelectField>
      ))}
      <SelectField
        label={t('Only where a field says so')}
        name="only"
        value={only}
        onChange={({ target }) => setOnly(target.value)}
        optional
        hint={t('For services that send what is not paid yet, too.')}
      >
        <option value="">{t('Everything counts')}</option>
        {options}
      </SelectField>
      {only !== '' && (
        <TextField
          key={only}
          label={t('It says')}
          name="only_is"
          required
          maxLength={200}
          defaultValue={
            only === asText(chosen?.only?.at)
              ? chosen?.only?.is
              : (fields.find(({ at }) => JSON.stringify(at) === only)?.value ?? '')
          }
          autoComplete="off"
        />
      )}
    </>
  )
}

function asText(at: FieldPath | null | undefined): string {
  return at ? JSON.stringify(at) : ''
}

/** What was pointed at for each. */
function pathsOf({
  unit: _unit,
  currency: _currency,
  currency_at,
  only,
  ...paths
}: WebhookMapping): Record<string, FieldPath | null | undefined> {
  return { ...paths, currency: currency_at, only: only?.at }
}
