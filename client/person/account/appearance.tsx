import { letterKeys, theme } from '#client/lib/preferences.ts'
import { useStore } from '#client/lib/store.ts'
import { t } from '#client/person/words.ts'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** What this device shows and how it is used. */
export function Appearance() {
  const scheme = useStore(theme)
  const letters = useStore(letterKeys)
  return (
    <Section title={t('On this device')}>
      <div className="form">
        <SelectField
          label={t('Light or dark')}
          hint={t('The reading view is always dark.')}
          value={scheme}
          onChange={({ target }) =>
            theme.set(target.value === 'dark' || target.value === 'light' ? target.value : 'system')
          }
        >
          <option value="system">{t('As the system has it')}</option>
          <option value="dark">{t('Dark')}</option>
          <option value="light">{t('Light')}</option>
        </SelectField>
        <CheckField
          label={t('Single-letter keys')}
          hint={t('J and K move through a list, / goes to the search. Arrows and Enter always work.')}
          checked={letters === 'on'}
          onChange={({ target }) => letterKeys.set(target.checked ? 'on' : 'off')}
        />
      </div>
    </Section>
  )
}
