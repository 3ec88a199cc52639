import { fieldsOf, type SettingsField } from '#client/source/settings/settings-fields.ts'
import { t } from '#client/source/words.ts'
import { Field, SelectField, TextField } from '#client/ui/field.tsx'

type Props = {
  kind: string
  /** The settings of a source that is there, without the secret ones. */
  known?: Record<string, unknown> | null
}

/** What a source must be told, by its kind. */
export function ConnectionFields({ kind, known = null }: Props) {
  return fieldsOf(kind).map((field) => <OneField key={field.name} field={field} known={known} />)
}

function OneField({ field, known }: { field: SettingsField; known: Record<string, unknown> | null }) {
  const {
    name,
    label,
    hint,
    long = false,
    lines = null,
    stored = false,
    optional = false,
    placeholder,
    choices = null,
  } = field
  const isNew = known === null
  const value = known?.[name]
  if (choices)
    return (
      <SelectField label={label} name={name} hint={hint} defaultValue={textOf(value, [])}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </SelectField>
    )
  const given = {
    name,
    required: isNew && !optional,
    autoComplete: 'off',
    spellCheck: false,
    placeholder,
    defaultValue: textOf(stored ? undefined : value, lines ?? []),
  }
  const said = stored && !isNew ? t('Leave it blank to keep the one that is stored.') : hint
  if (!long && lines === null) return <TextField label={label} hint={said} optional={optional} {...given} />
  return (
    <Field label={label} hint={said} optional={optional}>
      {(props) => (
        <textarea
          className="input mono"
          rows={lines === null ? 3 : Math.max(2, lines.length)}
          {...given}
          {...props}
        />
      )}
    </Field>
  )
}

/** What is set, or where nothing is, what is proposed; several of it on a line each. */
function textOf(value: unknown, proposed: readonly string[]): string {
  if (typeof value === 'string') return value
  return (Array.isArray(value) ? value : proposed).join('\n')
}
