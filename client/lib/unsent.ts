const counts = new Map<string, number>()

/** Notes how much of a kind this page still has to tell the server: it must not be left by itself before. */
export function noteUnsent(kind: string, count: number): void {
  counts.set(kind, count)
}

/** How much the server has not heard of yet. */
export function countUnsent(): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
