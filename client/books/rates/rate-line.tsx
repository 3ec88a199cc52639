import { useGiveValuing } from '#client/books/rates/use-rates.ts'
import { t } from '#client/books/words.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'

type Item = AnswerOf<'get', '/rates/state'>['items'][number]
type Props = { item: Item; sources: readonly string[]; mayEdit: boolean }

/** How far the prices in a currency are, and by what its receipts are valued. */
export function RateLine({ item, sources, mayEdit }: Props) {
  const { currency, method, source, days_waiting, earliest, error } = item
  const change = useGiveValuing()
  const chosen = source === null ? method : t('source {source}', { source })
  return (
    <li>
      <strong>{currency}</strong>{' '}
      {days_waiting === 0
        ? t('all prices are there')
        : t('{daysWaiting, plural, one {# day waits} other {# days wait}} for prices, since {earliest}', {
            daysWaiting: days_waiting,
            earliest: earliest ?? '',
          })}
      {error && <span className="meta"> · {error}</span>}
      {mayEdit && (
        <SelectField
          label={t('Receipts are worth, in {currency}', { currency })}
          value={chosen}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate({ currency, ...readMethod(target.value) })}
        >
          <option value="hour">{t('the price of the hour in which they came')}</option>
          <option value="day">{t('the average of the day')}</option>
          {sources.map((name) => (
            <option key={name} value={`source ${name}`}>
              {t('what {name} says alone', { name })}
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
