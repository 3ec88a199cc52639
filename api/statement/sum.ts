/** What lines come to in one of their numbers. */
export function sum<Name extends string>(lines: readonly Record<Name, number>[], name: Name): number {
  return lines.reduce((all, line) => all + line[name], 0)
}
