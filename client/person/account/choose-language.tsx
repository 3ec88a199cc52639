import { useMutation } from '@tanstack/react-query'
import type { Language } from '#api/contract/language.ts'
import { takeLanguage } from '#client/language/language.ts'
import { change } from '#client/lib/request.ts'
import { t } from '#client/person/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** Languages by what those who speak them call them. */
const NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch', es: 'Español' }

/** What the studio is in for the person, on all their devices. */
export function ChooseLanguage({ chosen }: { chosen: Language | null }) {
  const choose = useMutation({
    mutationFn: (language: Language | null) => change('PUT', '/auth/language', { body: { language } }),
    onSuccess: (_, language) => {
      takeLanguage(language)
      location.reload()
    },
  })
  return (
    <Section title={t('Language')}>
      <div className="form">
        <SelectField
          label={t('The studio is in')}
          hint={t('What listeners see is in the language of the show.')}
          value={chosen ?? ''}
          disabled={choose.isPending}
          onChange={({ target }) => choose.mutate(asLanguage(target.value))}
        >
          <option value="">{t('As the browser has it')}</option>
          {Object.entries(NAMES).map(([language, name]) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </SelectField>
        <ErrorNote error={choose.error} />
      </div>
    </Section>
  )
}

function asLanguage(value: string): Language | null {
  return value === 'en' || value === 'de' || value === 'es' ? value : null
}
