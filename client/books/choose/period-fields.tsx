import { periodsAt, today } from '#client/books/periods.ts'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

/** The period: one that books are kept in, or any two days. */
export function PeriodFields({ choices, choose }: { choices: Choices; choose: Choose }) {
  const periods = periodsAt(today())
  const known = periods.find(({ from, to }) => from === choices.from && to === choices.to)
  return (
    <>
      <SelectField
        label={t('Period')}
        value={known?.name ?? ''}
        onChange={({ target }) => {
          const period = periods.find(({ name }) => name === target.value)
          if (period) choose({ from: period.from, to: period.to })
        }}
      >
        <option value="">{t('From day to day')}</option>
        {periods.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('From')}
        type="date"
        required
        max={choices.to}
        value={choices.from}
        onChange={({ target }) => target.value && choose({ from: target.value })}
      />
      <TextField
        label={t('To, included')}
        type="date"
        required
        min={choices.from}
        value={choices.to}
        onChange={({ target }) => target.value && choose({ to: target.value })}
      />
    </>
  )
}
