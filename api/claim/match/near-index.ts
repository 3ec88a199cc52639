import { AFTER, BEFORE, type Paid, type Telling } from '#api/claim/match/telling.ts'
import { plainWords, SHORTEST_CUT } from '#api/metadata/own-words.ts'

/** What stands at a time and says something. */
export type Placed = Pick<Telling, 'sent_at' | 'message' | 'claimed_msat'> & { leg_msat?: number | null }

/** A boost at the time of its first payment. */
export function asPlaced(paid: Paid): Placed {
  return { sent_at: paid.settled_at, message: paid.message, claimed_msat: paid.claimed_msat }
}

/** As far apart as totals may be that are the same. */
export const STEP_MSAT = 10_000

/** The steps in which totals lie that may be the same as this one. */
export function stepsAround(total: number): number[] {
  const step = Math.floor(total / STEP_MSAT)
  return [step - 1, step, step + 1]
}

/**
 * Finds what stands near in time and may say the same: by the amount, and by the beginning of the words or without words where one
 * of the two says no amount, since what says another is another. Without it, of many in an hour each would be compared with each.
 */
export function createIndex<T>() {
  const places = new Map<string, { at: number; value: T }[]>()
  return {
    add(placed: Placed, value: T) {
      const at = placed.sent_at.getTime()
      const { words, total } = keysOf(placed)
      const said = words ?? 'blank'
      const sum = total === null ? `open ${said}` : `t${Math.floor(total / STEP_MSAT)}`
      for (const key of ['all', said, sum]) {
        const place = `${spanOf(at)} ${key}`
        const list = places.get(place)
        if (list) list.push({ at, value })
        else places.set(place, [{ at, value }])
      }
    },
    around(some: readonly Placed[]): T[] {
      const found = new Set<T>()
      for (const placed of some) {
        const at = placed.sent_at.getTime()
        const { words, total } = keysOf(placed)
        const keys = keysAround(words, total)
        for (const span of [spanOf(at) - 1, spanOf(at), spanOf(at) + 1])
          for (const key of keys)
            for (const one of places.get(`${span} ${key}`) ?? [])
              if (Math.abs(one.at - at) <= REACH) found.add(one.value)
      }
      return [...found]
    },
  }
}

/** Under which is all that may say the same as what says this. */
function keysAround(words: string | null, total: number | null): string[] {
  if (total === null) return words === null ? ['all'] : [words, 'blank']
  const totals = stepsAround(total).map((step) => `t${step}`)
  return [...totals, ...(words === null ? [] : [`open ${words}`]), 'open blank']
}

/** Further apart than this nothing is one without a proof. */
export const REACH = AFTER + BEFORE

function spanOf(at: number): number {
  return Math.floor(at / REACH)
}

function keysOf({ message, claimed_msat, leg_msat }: Placed) {
  const words = plainWords(message).slice(0, SHORTEST_CUT)
  const total = claimed_msat ?? leg_msat ?? null
  return {
    words: words === '' ? null : `w${words}`,
    total,
  }
}
