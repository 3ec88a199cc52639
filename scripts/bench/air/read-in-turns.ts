import { median } from '#scripts/bench/bench-of.ts'

const ROUNDS = 25
/** Until both are warm. */
const WARM_UP = 3

/** Asks two services in turns, so that what slows the machine slows both. @returns the median of each, in ms */
export async function readInTurns(
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const [a, b] = [await one(), await other()]
    if (round < 0) continue
    times[0].push(a)
    times[1].push(b)
  }
  return [median(times[0]), median(times[1])]
}
