import type { ReactNode } from 'react'
import { t } from '#client/outgoing/words.ts'
import { Field } from '#client/ui/field.tsx'

const TAGS = t('{tags} stand for what they say of a boost; {fact} for a sentence of what is of none.', {
  tags: '{{name}}, {{amount}}, {{sats}}, {{message}}, {{excerpt}}, {{show}}, {{episode}}, {{app}}, {{position}}, {{playing}}, {{id}}',
  fact: '{{fact}}',
})

/** Words with tags in them. */
export function WordsField({
  label,
  name,
  rows,
  words,
  hint = TAGS,
  required = true,
}: {
  label: string
  name: string
  rows: number
  words: string
  hint?: ReactNode
  required?: boolean
}) {
  return (
    <Field label={label} hint={hint}>
      {(props) => (
        <textarea
          className="input mono"
          name={name}
          rows={rows}
          required={required}
          maxLength={10_000}
          defaultValue={words}
          {...props}
        />
      )}
    </Field>
  )
}
