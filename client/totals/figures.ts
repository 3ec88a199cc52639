import type { TotalsJson, TotalsWorth } from '#api/contract/totals.ts'
import type { View } from '#api/contract/totals-view.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatCount, formatSats } from '#client/format/sats.ts'
import { type Change, changeOf } from '#client/totals/change.ts'
import { t } from '#client/totals/words.ts'

/** One number at the head of the dashboard: what it is of, a word beside it, and how it stands to the period before. */
export type Figure = {
  name: string
  msat?: number
  text?: string
  beside: string
  change: Change | null
  /** What it was before, in words. */
  before: string | null
}

/** A period's numbers, the most important first; what there is none of is left out. */
export function figuresOf({ figures, before_figures: was, as_arrived }: View): Figure[] {
  const isAny = (now: number, before: number | undefined) => now > 0 || (before ?? 0) > 0
  const count = (name: string, now: number, before: number | undefined): Figure[] =>
    isAny(now, before)
      ? [{ name, text: formatCount(now), beside: '', ...changed(now, before, formatCount) }]
      : []
  return [
    {
      name: t('Boosted'),
      msat: figures.boosted_msat,
      beside: as_arrived
        ? t('in {count, plural, one {# payment} other {# payments}}', { count: figures.boosts })
        : t('in {count, plural, one {# boost} other {# boosts}}', { count: figures.boosts }),
      ...changed(figures.boosted_msat, was?.boosted_msat, formatSats),
    },
    ...(isAny(figures.streams, was?.streams)
      ? [
          {
            name: t('Streamed'),
            msat: figures.streamed_msat,
            beside: t('in {count, plural, one {# payment} other {# payments}}', {
              count: figures.streams,
            }),
            ...changed(figures.streamed_msat, was?.streamed_msat, formatSats),
          },
        ]
      : []),
    ...count(t('Supporters'), figures.supporters, was?.supporters),
    ...count(t('New supporters'), figures.new_supporters, was?.new_supporters),
    ...count(t('Minutes streamed'), figures.minutes, was?.minutes),
  ]
}

/** What no view tells: the worth, and money beside sats. */
export function moneyOf(
  totals: TotalsJson | undefined,
  totalsBefore: TotalsJson | undefined,
  worth: TotalsWorth | undefined,
  worthBefore: TotalsWorth | undefined,
): Figure[] {
  const money = (minor: number, currency: string) => formatMoney({ amount_minor: minor, currency })
  return [
    ...(worth && worth.amount_minor !== null
      ? [
          {
            name: t('Value'),
            text: money(worth.amount_minor, worth.currency),
            beside:
              worth.unpriced_msat > 0
                ? t('of the {amount} sats whose price is known', { amount: formatSats(worth.priced_msat) })
                : t('at the prices of its book'),
            ...changed(worth.amount_minor, worthBefore?.amount_minor ?? undefined, (minor) =>
              money(minor, worth.currency),
            ),
          },
        ]
      : []),
    ...(totals?.fiat ?? []).map(({ currency, amount_minor, count }) => ({
      name: t('Card and bank'),
      text: money(amount_minor, currency),
      beside: t('in {count, plural, one {# boost} other {# boosts}}', { count }),
      ...changed(
        amount_minor,
        totalsBefore && (totalsBefore.fiat.find((one) => one.currency === currency)?.amount_minor ?? 0),
        (minor) => money(minor, currency),
      ),
    })),
    ...(totals && totals.free.count > 0
      ? [
          {
            name: t('Free boosts'),
            text: formatCount(totals.free.count),
            beside: totals.free.count === 1 ? t('by a member') : t('by members'),
            ...changed(totals.free.count, totalsBefore?.free.count, formatCount),
          },
        ]
      : []),
  ]
}

function changed(now: number, before: number | undefined, format: (value: number) => string) {
  return before === undefined
    ? { change: null, before: null }
    : { change: changeOf(now, before), before: format(before) }
}

/** Whether nothing came at all. */
export function isNothing({
  figures: { boosts, streams, supporters, boosted_msat, streamed_msat },
}: View): boolean {
  return boosts + streams + supporters === 0 && boosted_msat === 0 && streamed_msat === 0
}
