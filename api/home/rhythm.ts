/** Local time in seconds: days begin at multiples of a day, whatever clocks do. */
export type LocalSeconds = number

const DAY = 24 * 3600
/** From fewer pauses nothing can be said. */
const FEWEST_GAPS = 3
/** Beyond two months nobody waits for a day. */
const LONGEST_DAYS = 62
/** A show that missed so many has paused. */
const MISSED = 4

/**
 * When the next episode is due by the rhythm of the latest ones: the usual days between them, on the day of the week that most
 * came out on, at the usual hour.
 * @param times when they came out, the latest first
 * @returns null where there is no rhythm
 */
export function nextByRhythm(
  times: readonly LocalSeconds[],
  now: LocalSeconds,
): { at: LocalSeconds; every_days: number } | null {
  const [latest] = times
  const gaps = times.slice(1).map((time, index) => ((times[index] ?? time) - time) / DAY)
  if (latest === undefined || gaps.length < FEWEST_GAPS) return null
  const every = Math.round(median(gaps))
  if (every < 1 || every > LONGEST_DAYS || now - latest > MISSED * every * DAY) return null
  const isUsual = (gap: number) => Math.abs(gap - every) <= Math.max(0.5, every / 4)
  if (gaps.filter(isUsual).length * 2 < gaps.length) return null
  const second = Math.round(median(times.map((time) => mod(time, DAY))))
  const phase = commonest(times.map((time) => mod(Math.floor(time / DAY), every)))
  // An early or late one is not the next.
  const after = Math.floor(latest / DAY) + Math.floor(every / 2)
  let day = Math.max(Math.floor(now / DAY), after + 1)
  while (mod(day, every) !== phase || day * DAY + second <= now) day++
  return { at: day * DAY + second, every_days: every }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** The one that is there most often; of several the first. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let best = numbers[0] ?? 0
  for (const [number, count] of counts) if (count > (counts.get(best) ?? 0)) best = number
  return best
}

function mod(number: number, by: number): number {
  return ((number % by) + by) % by
}
