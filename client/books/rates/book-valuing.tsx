import { sayMethod } from '#client/books/rates/say-method.ts'
import { useGiveValuing } from '#client/books/rates/use-rates.ts'
import { t } from '#client/books/words.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'

type Book = AnswerOf<'get', '/rates/state'>['books'][number]
type Props = { book: Book; sources: readonly string[]; mayEdit: boolean }

/** By what the receipts of one book are valued. */
export function BookValuing({ book, sources, mayEdit }: Props) {
  const { show, currency, method, source } = book
  const change = useGiveValuing()
  const label = t('Receipts of {book} are worth, in {currency}', {
    book: show?.title ?? t('all shows together'),
    currency,
  })
  if (!mayEdit)
    return (
      <li>
        {label}: {sayMethod(book)}
      </li>
    )
  return (
    <li>
      <SelectField
        label={label}
        value={source === null ? method : `source ${source}`}
        disabled={change.isPending}
        onChange={({ target }) =>
          change.mutate({ ...(show ? { show: show.slug } : {}), currency, ...readMethod(target.value) })
        }
      >
        <option value="hour">{sayMethod({ method: 'hour', source: null })}</option>
        <option value="day">{sayMethod({ method: 'day', source: null })}</option>
        {sources.map((name) => (
          <option key={name} value={`source ${name}`}>
            {sayMethod({ method: 'source', source: name })}
          </option>
        ))}
      </SelectField>
      <ErrorNote error={change.error} />
    </li>
  )
}

function readMethod(value: string) {
  if (value === 'hour' || value === 'day') return { method: value } as const
  return { method: 'source', source: value.replace(/^source /, '') } as const
}
