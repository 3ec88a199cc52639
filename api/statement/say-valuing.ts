import type { Statement } from '#api/contract/statement.ts'

/** At which price receipts of sats are valued, in words; one of before the book's choice was kept says only when. */
export function sayValuing({ currency, valuing }: Pick<Statement, 'currency' | 'valuing'>): string {
  const price = `price of a bitcoin in ${currency}`
  switch (valuing?.method) {
    case 'hour':
      return `the ${price} in the hour in which it came`
    case 'day':
      return `the average ${price} on the day (UTC) on which it came`
    case 'source':
      return `the ${price} that ${valuing.source} alone gives for when it came`
    default:
      return `the ${price} when it came`
  }
}
