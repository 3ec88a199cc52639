import { CONTENT_WINDOW } from '#api/boost/group/group-payments.ts'

const SECOND = 1_000
/** Payments to one recipient that lie closer together are parts, or a second try, of one press. */
const CLOSEST = 30 * SECOND
/** Apps that stream send every ten minutes, or with each song; scheduled gifts come days apart. */
const FURTHEST = 30 * 60 * SECOND
/** How far apart two such payments may lie for one to say something of the other. */
export const CADENCE_REACH = FURTHEST + CONTENT_WINDOW

/** A payment that an app sent by itself: an auto. */
export type Tick = {
  id: string
  /** App, sender and show. */
  cadence_key: string
  settled_at: Date
  /** Wallet, split name and routing record. */
  recipient: string
}

/**
 * Tells streaming from scheduled boosts: the newest apps send what a listener streams as an `auto` every few minutes. An auto
 * without words is streaming where another one of its app, sender and show came to the same recipient within half an hour of it,
 * or within half an hour of another recipient's part of it. A lone one is an auto boost, and so is every one with words. A
 * function of the set: the order in which they are given does not matter.
 * @param ticks autos without words, at least all within `CADENCE_REACH` of those that are asked about
 * @returns the ids of those that are streaming
 */
export function streamingAmong(ticks: readonly Tick[]): Set<string> {
  const streaming = new Set<string>()
  for (const like of Map.groupBy(ticks, ({ cadence_key }) => cadence_key).values()) {
    const times = (some: readonly Tick[]) => some.map(({ settled_at }) => settled_at.getTime()).sort(byNumber)
    const regular: number[] = []
    for (const own of Map.groupBy(like, ({ recipient }) => recipient).values()) {
      const at = times(own)
      regular.push(...at.filter((time) => hasWithin(at, time, CLOSEST, FURTHEST)))
    }
    regular.sort(byNumber)
    for (const { id, settled_at } of like)
      if (hasWithin(regular, settled_at.getTime(), 0, CONTENT_WINDOW)) streaming.add(id)
  }
  return streaming
}

/** Whether any of these lies so far from a time, before or after it. @param sorted in rising order */
function hasWithin(sorted: readonly number[], time: number, closest: number, furthest: number): boolean {
  const after = sorted[firstFrom(sorted, time + closest)]
  if (after !== undefined && after <= time + furthest) return true
  const before = sorted[firstFrom(sorted, time - furthest)]
  return before !== undefined && before <= time - closest
}

/** The place of the first that is not below. */
function firstFrom(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function byNumber(a: number, b: number): number {
  return a - b
}
