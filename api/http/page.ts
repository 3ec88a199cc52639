import { writeCursor } from '#api/http/cursor.ts'

/**
 * Cuts a page from rows of which one more was asked for than a page holds, so that it shows whether there is another.
 * @param placeOf where a row stands in the list, as the cursor tells it
 */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => unknown,
): { page: Row[]; next_cursor: string | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { page, next_cursor: last === undefined ? null : writeCursor(placeOf(last)) }
}
