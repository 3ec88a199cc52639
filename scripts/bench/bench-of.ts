/**
 * One bench, `export const bench: Bench` in `scripts/bench/NAME.ts` or `scripts/bench/NAME/NAME.ts`. Prints figures as ratios taken in one run, since machines
 * differ and a ratio does not.
 * @param args what follows the name
 * @returns whether every target was met
 */
export type Bench = (args: readonly string[]) => Promise<boolean>

/** Prints one figure beside its target. @returns whether it was met */
export function printFigure(
  what: string,
  figure: number,
  target: { atLeast: number } | { atMost: number },
  unit = '',
): boolean {
  const met = 'atLeast' in target ? figure >= target.atLeast : figure <= target.atMost
  const wanted = 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`
  const value = figure >= 100 ? figure.toFixed(0) : figure.toFixed(2)
  process.stdout.write(`${met ? 'ok    ' : 'MISSED'} ${what}: ${value}${unit} (${wanted}${unit})\n`)
  return met
}

/** Prints what a figure comes from. */
export function printNote(text: string): void {
  process.stdout.write(`       ${text}\n`)
}

/** How long work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
