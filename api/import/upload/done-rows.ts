/** Rows of a file from one to before another. */
type Range = readonly [from: number, to: number]

/** Reads ranges as PostgreSQL writes a multirange of whole numbers: `{[1,501),[1001,1501)}`. */
export function readRanges(text: string): Range[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [Number(from), Number(to)])
}

/** Ranges of these rows, which are in order, as PostgreSQL reads them. */
export function rangesOf(places: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const place of places) {
    const last = ranges.at(-1)
    if (last && last[1] === place) last[1]++
    else ranges.push([place, place + 1])
  }
  return `{${ranges.map(([from, to]) => `[${from},${to})`).join(',')}}`
}

/** Whether a row is in one of the ranges; there are few, since rows are done nearly in order. */
export function isInRanges(ranges: readonly Range[], place: number): boolean {
  return ranges.some(([from, to]) => place >= from && place < to)
}
