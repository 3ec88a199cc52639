import type { TotalsJson } from '#api/contract/totals.ts'
import { formatMoney } from '#client/format/money.ts'
import { countOf, formatCount, formatSats, satsOf } from '#client/format/sats.ts'

/** A show's totals in one line; what there is none of is left out. */
export function sayTotals({ boosts, autos, streams, supporters, anonymous, fiat, free }: TotalsJson): string {
  const boosted = boosts.counted_msat + autos.counted_msat
  return [
    countOf(boosts.count + autos.count, 'boost'),
    `${formatSats(boosted)} ${satsOf(boosted)}`,
    ...(streams.count > 0 ? [`${formatSats(streams.received_msat)} streamed`] : []),
    ...fiat.map((money) => formatMoney(money)),
    ...(free.count > 0 ? [`${formatCount(free.count)} free`] : []),
    countOf(supporters, 'supporter'),
    ...(anonymous > 0 ? [`${formatCount(anonymous)} anonymous`] : []),
  ].join(' · ')
}

/** Whether nothing came at all. */
export function isNothing({ boosts, autos, streams, fiat, free, supporters }: TotalsJson): boolean {
  return boosts.count + autos.count + streams.count + free.count + fiat.length + supporters === 0
}
