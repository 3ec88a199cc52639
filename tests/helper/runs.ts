/** How many histories a property of intake and totals tries; more find more: `RUNS=1000` while working on them. */
export const RUNS = Number(process.env.RUNS ?? 10)

/** How many another property tries that works a database hard: all of them on a build server, a third beside one's work. */
export function runsOf(many: number): number {
  return process.env.CI ? many : Math.ceil(many / 3)
}

/** How often a service that follows wallets is killed; more find more: `KILLS=20`. */
export const KILLS = Number(process.env.KILLS ?? 3)
