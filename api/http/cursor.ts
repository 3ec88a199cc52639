import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '#api/errors.ts'

/** Where a page of a list ended, as text that a client hands back as it is. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * Reads a cursor that `writeCursor` made.
 * @param schema of the place within the list
 * @throws AppError bad-request where it is not one of this list's
 */
export function readCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  const parsed = schema.safeParse(parse(cursor))
  if (!parsed.success) throw new AppError('bad-request', 'The cursor is not one that a former page gave.')
  return parsed.data
}

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

const INSTANT_TEXT = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/

/** An instant as a cursor holds it: nothing is lost, where a Date would cut to milliseconds. */
export const instantSchema = z
  .string()
  .regex(INSTANT_TEXT)
  .refine((text) => !Number.isNaN(Date.parse(text)))

/** A place in a list by time: an instant, and the id that tells apart what stands at the same. */
export const instantPlaceSchema = z.tuple([instantSchema, z.uuid()])

/** What `instantSchema` reads, as SQL. */
export function instantText(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
