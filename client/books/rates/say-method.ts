import { t } from '#client/books/words.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'

type Valued = Pick<AnswerOf<'get', '/rates/state'>['items'][number], 'method' | 'source'>

/** By what receipts are valued, in words. */
export function sayMethod({ method, source }: Valued): string {
  switch (method) {
    case 'hour':
      return t('the price of the hour in which they came')
    case 'day':
      return t('the average of the day')
    case 'source':
      return t('what {name} says alone', { name: source ?? '' })
  }
}
