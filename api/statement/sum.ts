/** What lines come to in one of their numbers. @throws RangeError where that is no longer exact: money is never rounded */
export function sum<Name extends string>(lines: readonly Record<Name, number>[], name: Name): number {
  return lines.reduce((all, line) => {
    const next = all + line[name]
    if (!Number.isSafeInteger(next)) throw new RangeError(`A sum is not within 2^53 - 1: ${next}`)
    return next
  }, 0)
}
