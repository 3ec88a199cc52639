import { sayMethod } from '#client/books/rates/say-method.ts'
import { t } from '#client/books/words.ts'
import { formatDate } from '#client/format/day.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'

type Item = AnswerOf<'get', '/rates/state'>['items'][number]

/** How far the prices in a currency are, and what can be done where nobody gives them. */
export function RateLine({ item }: { item: Item }) {
  const { currency, days_waiting, earliest } = item
  const why = sayWhy(item)
  return (
    <li>
      <strong>{currency}</strong>, {sayMethod(item)}:{' '}
      {days_waiting === 0
        ? t('all prices are there')
        : t('{daysWaiting, plural, one {# day waits} other {# days wait}} for prices, since {earliest}', {
            daysWaiting: days_waiting,
            earliest: earliest === null ? '' : formatDate(earliest),
          })}
      {why && <p className="meta">{why}</p>}
    </li>
  )
}

function sayWhy({ currency, source, error, provider }: Item): string | null {
  if (error === null) return null
  if (source !== null)
    return t('{source} says nothing for these days. Give a file that has them.', { source })
  return provider === null
    ? t('Nobody whom Readout asks has prices in {currency}. Give them from a file or by hand.', { currency })
    : t(
        '{provider} did not answer as it should. It is asked again by itself; a price can also be given from a file or by hand.',
        { provider },
      )
}
