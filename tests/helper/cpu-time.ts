/**
 * How much processor time a work takes, in ms: other programs have less say in it than in the time on the clock.
 * @returns the least of some tries, the rest being noise
 */
export async function cpuTime(work: () => Promise<unknown>, tries = 5): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
