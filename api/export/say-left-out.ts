import type { LeftOut } from '#api/contract/export.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'

/**
 * What a file does not hold, for the file itself: `1 receipt without a price in EUR (21.000 sats), 1 free boost`.
 * @returns an empty text where it holds everything
 */
export function sayLeftOut(left: readonly LeftOut[], currency: string): string {
  return left
    .map((one) => {
      const amounts = sayAmounts(one, currency)
      return `${sayWhat(one, currency)}${amounts.length > 0 ? ` (${amounts.join(', ')})` : ''}`
    })
    .join(', ')
}

function sayWhat({ what, count }: LeftOut, currency: string): string {
  const receipts = count === 1 ? '1 receipt' : `${count} receipts`
  switch (what) {
    case 'set_aside':
      return `${receipts} that ${count === 1 ? 'was' : 'were'} set aside`
    case 'free':
      return count === 1 ? '1 free boost' : `${count} free boosts`
    case 'unpriced':
      return `${receipts} without a price in ${currency}`
    case 'other_currency':
      return `${receipts} in other money than ${currency}`
    case 'fees':
      return 'what wallets and processors kept'
    case 'rounding':
      return 'what is rounded away'
  }
}

function sayAmounts({ amount_msat, fiat, value }: LeftOut, currency: string): string[] {
  return [
    ...(amount_msat === 0 ? [] : [`${decimalOf(amount_msat, 3)} sats`]),
    ...fiat.map((sum) => `${decimalOf(sum.amount_minor, minorDigits(sum.currency))} ${sum.currency}`),
    ...(value === null ? [] : [`${value} ${currency}`]),
  ]
}
