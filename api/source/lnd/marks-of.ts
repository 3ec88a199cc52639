import type { LndCursor, Mark } from '#api/source/lnd/cursor.ts'

/** The first and the last of settled invoices, as part of a cursor. */
export function marksOf(marks: readonly Mark[]): Pick<LndCursor, 'first' | 'last'> {
  const [any] = marks
  if (!any) return { first: null, last: null }
  return {
    first: marks.reduce((first, mark) => (mark.add_index < first.add_index ? mark : first), any),
    last: marks.reduce((last, mark) => (mark.settle_index > last.settle_index ? mark : last), any),
  }
}
