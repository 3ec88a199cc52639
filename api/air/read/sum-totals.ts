import type { BoostSection } from '#api/contract/air/section.ts'
import type { SegmentTotals } from '#api/contract/air/segment.ts'

/** What the sections of a segment add up to. */
export function sumTotals(sections: readonly BoostSection[]): SegmentTotals {
  const all = sections.flatMap(({ kind, groups }) =>
    groups.flatMap((group) => group.boosts.map((boost) => ({ kind, boost }))),
  )
  const people = new Set(all.flatMap(({ boost }) => boost.supporter.id ?? []))
  const unread = all.filter(({ boost }) => boost.item.status === 'unread')
  const fiat = new Map<string, { amount_minor: number; count: number }>()
  for (const { boost } of all) {
    if (!boost.fiat) continue
    const { amount_minor, count } = fiat.get(boost.fiat.currency) ?? { amount_minor: 0, count: 0 }
    fiat.set(boost.fiat.currency, { amount_minor: amount_minor + boost.fiat.amount_minor, count: count + 1 })
  }
  return {
    boosts: all.length,
    counted_msat: all.reduce((sum, { boost }) => sum + boost.counted_msat, 0),
    received_msat: all.reduce((sum, { boost }) => sum + boost.received_msat, 0),
    supporters: people.size,
    anonymous: all.filter(({ boost }) => boost.supporter.id === null).length,
    fiat: [...fiat].sort().map(([currency, sum]) => ({ currency, ...sum })),
    free: all.filter(({ boost }) => boost.free).length,
    unread: unread.length,
    unread_above_thanks: unread.filter(({ kind }) => kind !== 'thanks').length,
    held: all.filter(({ boost }) => boost.item.status === 'held').length,
  }
}
