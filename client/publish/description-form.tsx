import type { PublicSettingsJson, PublicSettingsPatch } from '#api/contract/public.ts'
import { onSubmit } from '#client/lib/form.ts'
import { t } from '#client/publish/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Field, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español' } as const

type Props = { settings: PublicSettingsJson; onSave: (patch: PublicSettingsPatch) => void }

/** A few words to listeners, under the show's title. */
export function DescriptionForm({ settings, onSave }: Props) {
  return (
    <Section title={t('A few words')}>
      <div className="form">
        <SelectField
          label={t('Language')}
          hint={t(
            'Of the page, its cards, feeds, embeds and overlays. Numbers are written as each reader’s country does.',
          )}
          value={settings.language}
          onChange={({ target }) => onSave({ language: asLanguage(target.value) })}
        >
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <form
        className="form"
        onSubmit={onSubmit(({ description }) => onSave({ description: description || null }))}
      >
        <Field label={t('Under the title')} hint={t('What the support makes possible, or thanks.')}>
          {(props) => (
            <textarea
              {...props}
              className="input"
              name="description"
              rows={3}
              maxLength={2000}
              defaultValue={settings.description ?? ''}
            />
          )}
        </Field>
        <Button type="submit">{t('Save the words')}</Button>
      </form>
    </Section>
  )
}

function asLanguage(value: string): PublicSettingsJson['language'] {
  return value === 'de' || value === 'es' ? value : 'en'
}
