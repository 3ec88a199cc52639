import type { z } from 'zod'
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

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
