/**
 * The highest index that there is, by asking whether there is one behind an index: doubling the step until there is none, then halving
 * it. Some dozen questions, whatever the number.
 * @param nextBehind the first index behind this one; null where there is none
 */
export async function findLast(nextBehind: (index: number) => Promise<number | null>): Promise<number> {
  let last = 0
  for (let step = 1; ; ) {
    const next = await nextBehind(last + step - 1)
    if (next !== null && next > last) {
      last = next
      step *= 2
    } else if (step === 1) return last
    else step = Math.max(1, Math.floor(step / 4))
  }
}
