/**
 * Where a key takes the read-out of a plot.
 * @param index that is read out, or null for none
 * @param row how many a step up or down is, for plots of rows
 * @returns null where the key means nothing here
 */
export function moveIndex(key: string, index: number | null, count: number, row = 10): number | null {
  if (count === 0) return null
  const at = index ?? count
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: index === null ? 0 : at + 1,
    ArrowUp: at - row,
    ArrowDown: index === null ? 0 : at + row,
    PageUp: at - row,
    PageDown: index === null ? 0 : at + row,
    Home: 0,
    End: count - 1,
  }
  const to = steps[key]
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to))
}
