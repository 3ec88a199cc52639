import { useGiveValuing } from '#client/books/rates/use-rates.ts'
import { countOf } from '#client/format/sats.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'

type Item = AnswerOf<'get', '/rates/state'>['items'][number]
type Props = { item: Item; sources: readonly string[]; mayEdit: boolean }

/** How far the prices in a currency are, and by what its receipts are valued. */
export function RateLine({ item, sources, mayEdit }: Props) {
  const { currency, method, source, days_waiting, earliest, error } = item
  const change = useGiveValuing()
  const chosen = source === null ? method : `source ${source}`
  return (
    <li>
      <strong>{currency}</strong>{' '}
      {days_waiting === 0
        ? 'all prices are there'
        : `${countOf(days_waiting, 'day waits', 'days wait')} for prices, since ${earliest}`}
      {error && <span className="meta"> · {error}</span>}
      {mayEdit && (
        <SelectField
          label={`Receipts are worth, in ${currency}`}
          value={chosen}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate({ currency, ...readMethod(target.value) })}
        >
          <option value="hour">the price of the hour in which they came</option>
          <option value="day">the average of the day</option>
          {sources.map((name) => (
            <option key={name} value={`source ${name}`}>
              what {name} says alone
            </option>
          ))}
        </SelectField>
      )}
      <ErrorNote error={change.error} />
    </li>
  )
}

function readMethod(value: string) {
  if (value === 'hour' || value === 'day') return { method: value } as const
  return { method: 'source', source: value.replace(/^source /, '') } as const
}
