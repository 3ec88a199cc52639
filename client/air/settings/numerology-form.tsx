import { useState } from 'react'
import type { AirSettingsAnswer, AirSettingsPatch, NumerologyRule } from '#api/contract/air/settings.ts'
import { asRule, formatRule, RULE_KINDS } from '#client/air/settings/numerology.ts'
import { t } from '#client/air/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: AirSettingsAnswer; onSave: (patch: AirSettingsPatch) => void }

/** The numbers that people play with, and what they are called on air. */
export function NumerologyForm({ settings: { numerology, default_numerology }, onSave }: Props) {
  const [kind, choose] = useState<NumerologyRule['kind']>('exact')
  const [error, tell] = useState<string | null>(null)
  const put = (rules: NumerologyRule[]) => onSave({ numerology: rules })
  return (
    <Section title={t('Numerology')} meta={t('Numbers that people play with, and what they are called')}>
      <ul className="air-rules">
        {numerology.map((rule, index) => (
          <li key={JSON.stringify(rule)}>
            <strong>{rule.label}</strong> <span className="meta">{formatRule(rule)}</span>
            <Button
              kind="quiet"
              aria-label={t('Remove {label}', { label: rule.label })}
              onClick={() => put(numerology.filter((_, at) => at !== index))}
            >
              {t('Remove')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="form row"
        onSubmit={onSubmit(({ label = '', digits = '' }) => {
          const rule = asRule(kind, label, digits)
          if ('error' in rule) return tell(rule.error)
          tell(null)
          put([...numerology, rule])
        })}
      >
        <SelectField
          label={t('Sats that')}
          value={kind}
          onChange={({ target }) =>
            choose(RULE_KINDS.find(({ kind: one }) => one === target.value)?.kind ?? 'exact')
          }
        >
          {RULE_KINDS.map(({ kind: one, name }) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('Digits')}
          name="digits"
          inputMode="numeric"
          autoComplete="off"
          required
          error={error}
        />
        <TextField label={t('Called')} name="label" required maxLength={60} autoComplete="off" />
        <Button type="submit">{t('Add')}</Button>
        <p className="hint">{RULE_KINDS.find(({ kind: one }) => one === kind)?.hint}</p>
      </form>
      <p className="air-actions">
        <Button onClick={() => put(default_numerology)}>{t('Back to Readout’s own')}</Button>
      </p>
    </Section>
  )
}
