import type { AirSettingsAnswer, AirSettingsPatch } from '#api/contract/air/settings.ts'
import { t } from '#client/air/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: AirSettingsAnswer; onSave: (patch: AirSettingsPatch) => void }

/** Words that a host wants to know of before they say them on air. */
export function WarningWordsForm({ settings: { words }, onSave }: Props) {
  return (
    <Section title={t('Words to be warned of')}>
      <form className="form" onSubmit={onSubmit(({ words: text = '' }) => onSave({ words: linesOf(text) }))}>
        <Field label={t('One a line')} hint={t('Looked for in messages and names.')}>
          {(props) => (
            <textarea {...props} className="input" name="words" rows={5} defaultValue={words.join('\n')} />
          )}
        </Field>
        <Button type="submit">{t('Save the words')}</Button>
      </form>
    </Section>
  )
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}
