import { useState } from 'react'
import type { AirSettingsAnswer, AirSettingsPatch, NoteFormat } from '#api/contract/air/settings.ts'
import { t } from '#client/air/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: AirSettingsAnswer; onSave: (patch: AirSettingsPatch) => void }

const FORMATS: Record<NoteFormat, string> = { md: 'Markdown', html: 'HTML', txt: t('Plain text') }
const KINDS: NoteFormat[] = ['md', 'html', 'txt']

/** The templates of the show notes. */
export function TemplateForm({ settings: { templates, default_templates }, onSave }: Props) {
  const [format, choose] = useState<NoteFormat>('md')
  const put = (text: string | null) => onSave({ templates: { ...templates, [format]: text } })
  return (
    <Section title={t('Templates of the show notes')}>
      <div className="air-actions">
        {KINDS.map((kind) => (
          <Button key={kind} aria-pressed={kind === format} onClick={() => choose(kind)}>
            {FORMATS[kind]}
          </Button>
        ))}
      </div>
      <form
        className="form wide"
        key={`${format} ${templates[format]}`}
        onSubmit={onSubmit(({ template = '' }) =>
          put(template === default_templates[format] ? null : template),
        )}
      >
        <Field
          label={
            format === 'txt'
              ? t('Template of plain text')
              : t('{formats} template', { formats: FORMATS[format] })
          }
        >
          {(props) => (
            <textarea
              {...props}
              className="input mono"
              name="template"
              rows={16}
              spellCheck={false}
              maxLength={20_000}
              defaultValue={templates[format] ?? default_templates[format]}
            />
          )}
        </Field>
        <p className="air-actions">
          <Button type="submit">{t('Save the template')}</Button>
          {templates[format] !== null && (
            <Button kind="quiet" onClick={() => put(null)}>
              {t('Back to Readout’s own')}
            </Button>
          )}
        </p>
      </form>
    </Section>
  )
}
