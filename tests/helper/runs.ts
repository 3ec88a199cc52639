/** How many histories a property of intake and totals tries; more find more: `RUNS=1000` while working on them. */
export const RUNS = Number(process.env.RUNS ?? 10)

/** How many another property tries that works a database hard: all of them on a build server, a third beside one's work. */
export function runsOf(many: number): number {
  return process.env.CI ? many : Math.ceil(many / 3)
}

/** How often a service that follows wallets is killed; more find more: `KILLS=20`. */
export const KILLS = Number(process.env.KILLS ?? 3)

/**
 * A property's predicate that passes without running once its time is up, so that a busy machine tries fewer. Unlike
 * fast-check's own limit, which leaves the run it interrupts at work beneath the next test, it waits for the last one.
 * @param ms from now; `LIMIT` in the environment looks longer.
 */
export function withinTime<Given extends unknown[]>(
  ms: number,
  predicate: (...given: Given) => Promise<void>,
) {
  const end = Date.now() + Number(process.env.LIMIT ?? ms)
  return async (...given: Given) => {
    if (Date.now() < end) await predicate(...given)
  }
}
