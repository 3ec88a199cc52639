import type { View, ViewPartJson } from '#api/contract/totals-view.ts'
import { formatSats } from '#client/format/sats.ts'
import { type Change, changeOf } from '#client/totals/change.ts'
import { t } from '#client/totals/words.ts'

type Item = ViewPartJson['items'][number]
type Parts = { episodes: readonly Item[]; apps: readonly Item[]; supporters: readonly Item[] }

/** A part that moves less than this part of all is not told of. */
const WORTH_TELLING = 0.1
const MOST_SENTENCES = 5

/**
 * What changed since the period before, in a few sentences, the most telling first: how it stands as a whole, and which episode, app and
 * supporter moved it most. Empty where there is nothing to compare with.
 * @param before the words for the period before: `the 30 days before`
 */
export function sayChanges(view: View, parts: Parts, before: string): string[] {
  const was = view.before_figures
  if (!was) return []
  const [now, then] = [satsOf(view.figures), satsOf(was)]
  if (now === 0 && then === 0) return []
  const all = changeOf(now, then)
  const whole =
    then <= 0
      ? t('{sats} came, after nothing in {before}.', { sats: sats(now), before })
      : now <= 0
        ? t('Nothing came, after {sats} in {before}.', { sats: sats(then), before })
        : all?.direction === 'same'
          ? t('{sats}, as much as in {before}.', { sats: sats(now), before })
          : sayMove(all, { sats: sats(now), before, earlier: sats(then) })
  // Beside nothing, everything moved.
  if (then <= 0 || now <= 0) return [whole]
  return [whole, ...sayPeople(view), ...sayParts(parts, now, then)].slice(0, MOST_SENTENCES)
}

function sayMove(all: Change | null, said: { sats: string; before: string; earlier: string }): string {
  const change = all?.text ?? ''
  return all?.kind === 'times'
    ? t('{sats}, {change} as in {before} ({earlier}).', { ...said, change })
    : t('{sats}, {change} on {before} ({earlier}).', { ...said, change })
}

function sayPeople({ figures, before_figures: was }: View): string[] {
  if (!was || (figures.new_supporters === 0 && was.new_supporters === 0)) return []
  const { new_supporters: fresh, supporters } = figures
  const first = t(
    '{supporters, plural, one {{fresh} of # supporter was new} other {{fresh} of # supporters were new}}',
    { fresh, supporters },
  )
  return fresh === was.new_supporters
    ? [t('{first}, as many as before.', { first })]
    : [
        fresh > was.new_supporters
          ? t('{first}, {count} more than before.', { first, count: fresh - was.new_supporters })
          : t('{first}, {count} fewer than before.', { first, count: was.new_supporters - fresh }),
      ]
}

/** Which part of each kind moved most, where it moved enough of the whole. */
function sayParts({ episodes, apps, supporters }: Parts, now: number, then: number): string[] {
  const least = Math.max(now, then) * WORTH_TELLING
  const moved = [
    {
      items: episodes,
      name: (item: Item) => (item.name === null ? null : t('“{title}”', { title: item.name })),
    },
    { items: apps, name: (item: Item) => item.name },
    { items: supporters, name: (item: Item) => item.name },
  ].flatMap(({ items, name }) => {
    const [most] = items
      .flatMap((item) => {
        const named = name(item)
        return named === null
          ? []
          : [{ named, now: satsOf(item), by: satsOf(item) - (item.before ? satsOf(item.before) : 0) }]
      })
      .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    return most && Math.abs(most.by) >= least ? [most] : []
  })
  return moved
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .map(({ named, now: own, by }) =>
      by > 0
        ? own === by
          ? t('{named} brought {sats}, nothing before.', { named, sats: sats(own) })
          : t('{named} brought {sats}, {by} more than before.', { named, sats: sats(own), by: sats(by) })
        : own <= 0
          ? t('{named} brought nothing, {by} less than before.', { named, by: sats(-by) })
          : t('{named} brought {sats}, {by} less than before.', { named, sats: sats(own), by: sats(-by) }),
    )
}

function satsOf({ boosted_msat, streamed_msat }: { boosted_msat: number; streamed_msat: number }): number {
  return boosted_msat + streamed_msat
}

function sats(msat: number): string {
  return t('{amount} sats', { amount: formatSats(msat) })
}
