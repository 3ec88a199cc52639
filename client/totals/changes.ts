import type { View, ViewPartJson } from '#api/contract/totals-view.ts'
import { formatSats } from '#client/format/sats.ts'
import { changeOf } from '#client/totals/change.ts'

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
      ? `${sats(now)} came, after nothing in ${before}.`
      : now <= 0
        ? `Nothing came, after ${sats(then)} in ${before}.`
        : all?.direction === 'same'
          ? `${sats(now)}, as much as in ${before}.`
          : `${sats(now)}, ${all?.text} ${all?.text.endsWith('much') ? 'as in' : 'on'} ${before} (${sats(then)}).`
  // Beside nothing, everything moved.
  if (then <= 0 || now <= 0) return [whole]
  return [whole, ...sayPeople(view), ...sayParts(parts, now, then)].slice(0, MOST_SENTENCES)
}

function sayPeople({ figures, before_figures: was }: View): string[] {
  if (!was || (figures.new_supporters === 0 && was.new_supporters === 0)) return []
  const { new_supporters: fresh, supporters } = figures
  const first = `${fresh} of ${supporters === 1 ? '1 supporter was' : `${supporters} supporters were`} new`
  return fresh === was.new_supporters
    ? [`${first}, as many as before.`]
    : [
        `${first}, ${Math.abs(fresh - was.new_supporters)} ${fresh > was.new_supporters ? 'more' : 'fewer'} than before.`,
      ]
}

/** Which part of each kind moved most, where it moved enough of the whole. */
function sayParts({ episodes, apps, supporters }: Parts, now: number, then: number): string[] {
  const least = Math.max(now, then) * WORTH_TELLING
  const moved = [
    { items: episodes, name: (item: Item) => (item.name === null ? null : `“${item.name}”`) },
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
        ? `${named} brought ${sats(own)}, ${own === by ? 'nothing before' : `${sats(by)} more than before`}.`
        : `${named} brought ${own <= 0 ? 'nothing' : sats(own)}, ${sats(-by)} less than before.`,
    )
}

function satsOf({ boosted_msat, streamed_msat }: { boosted_msat: number; streamed_msat: number }): number {
  return boosted_msat + streamed_msat
}

function sats(msat: number): string {
  return `${formatSats(msat)} sats`
}
