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

/** What this part of them took at most, e.g. 0.9. */
export function atMost(part: number, times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN
}

/**
 * Reads what follows a bench's name.
 * @param payments how many it takes where `--payments=50000` does not say another number
 * @returns beside these, flags for the service's Node (`--cpu-prof`), and the other words
 */
export function readArgs(
  args: readonly string[],
  payments: number,
): { payments: number; execArgv: string[]; words: string[] } {
  const given = args.find((arg) => arg.startsWith('--payments='))
  return {
    payments: given ? Number(given.slice('--payments='.length)) : payments,
    execArgv: args.filter((arg) => arg.startsWith('--cpu-prof')),
    words: args.filter((arg) => !arg.startsWith('--')),
  }
}
