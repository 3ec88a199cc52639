import { sayMethod } from '#client/books/rates/say-method.ts'
import { t } from '#client/books/words.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'

type Props = { item: AnswerOf<'get', '/rates/state'>['items'][number] }

/** How far the prices in a currency are. */
export function RateLine({ item }: Props) {
  const { currency, days_waiting, earliest, error } = item
  return (
    <li>
      <strong>{currency}</strong>, {sayMethod(item)}:{' '}
      {days_waiting === 0
        ? t('all prices are there')
        : t('{daysWaiting, plural, one {# day waits} other {# days wait}} for prices, since {earliest}', {
            daysWaiting: days_waiting,
            earliest: earliest ?? '',
          })}
      {error && <span className="meta"> · {error}</span>}
    </li>
  )
}
