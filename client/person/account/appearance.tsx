import { letterKeys, theme } from '#client/lib/preferences.ts'
import { useStore } from '#client/lib/store.ts'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** What this device shows and how it is used. */
export function Appearance() {
  const scheme = useStore(theme)
  const letters = useStore(letterKeys)
  return (
    <Section title="On this device">
      <div className="form">
        <SelectField
          label="Light or dark"
          hint="The reading view is always dark."
          value={scheme}
          onChange={({ target }) =>
            theme.set(target.value === 'dark' || target.value === 'light' ? target.value : 'system')
          }
        >
          <option value="system">As the system has it</option>
          <option value="dark">Dark</option>
          <option value="light">Light</option>
        </SelectField>
        <CheckField
          label="Single-letter keys"
          hint="J and K move through a list, / goes to the search. Arrows and Enter always work."
          checked={letters === 'on'}
          onChange={({ target }) => letterKeys.set(target.checked ? 'on' : 'off')}
        />
      </div>
    </Section>
  )
}
