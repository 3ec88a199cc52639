import type { TotalsJson, TotalsWorth } from '#api/contract/totals.ts'
import { formatMoney } from '#client/format/money.ts'
import { countOf, formatCount, formatSats } from '#client/format/sats.ts'

/** One number at the head of the dashboard: what it is of, and a word beside it. */
export type Figure = { name: string; msat?: number; text?: string; beside: string }

/** A show's sums, the most important first; what there is none of is left out. */
export function figuresOf(totals: TotalsJson, worth: TotalsWorth | undefined): Figure[] {
  const { boosts, autos, streams, supporters, anonymous, fiat, free } = totals
  // Those that came otherwise stand beside, each with its own count.
  const isMixed = fiat.length > 0 || free.count > 0
  return [
    {
      name: 'Boosted',
      msat: boosts.counted_msat + autos.counted_msat,
      beside: `in ${countOf(boosts.count + autos.count, 'boost')}${isMixed ? ' of sats' : ''}`,
    },
    ...(streams.count > 0
      ? [
          {
            name: 'Streamed',
            msat: streams.received_msat,
            beside: `in ${countOf(streams.count, 'payment')}`,
          },
        ]
      : []),
    ...(worth && worth.amount_minor !== null
      ? [
          {
            name: 'Value',
            text: formatMoney({ amount_minor: worth.amount_minor, currency: worth.currency }),
            beside:
              worth.unpriced_msat > 0
                ? `of the ${formatSats(worth.priced_msat)} sats whose price is known`
                : 'by the price of the hour',
          },
        ]
      : []),
    ...fiat.map((money) => ({
      name: 'Card and bank',
      text: formatMoney(money),
      beside: `in ${countOf(money.count, 'boost')}`,
    })),
    ...(free.count > 0
      ? [
          {
            name: 'Free boosts',
            text: formatCount(free.count),
            beside: free.count === 1 ? 'by a member' : 'by members',
          },
        ]
      : []),
    {
      name: 'Supporters',
      text: formatCount(supporters),
      beside: anonymous > 0 ? `and ${countOf(anonymous, 'boost')} without a name` : '',
    },
  ]
}

/** Whether nothing came at all. */
export function isNothing({ boosts, autos, streams, fiat, free, supporters }: TotalsJson): boolean {
  return boosts.count + autos.count + streams.count + free.count + fiat.length + supporters === 0
}
