import type { Response } from 'express'
import type { Kysely } from 'kysely'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Answers with a picture or sound of a show: as what it is and nothing else, also where somebody opens it by itself.
 * @param id null: none that may be asked for
 * @throws AppError not-found
 */
export async function sendMedium(
  db: Kysely<DB>,
  show: { id: number },
  id: string | null,
  res: Response,
): Promise<void> {
  const medium =
    id === null
      ? null
      : await db
          .selectFrom('overlay_media')
          .select(['type', 'bytes'])
          .where('show_id', '=', show.id)
          .where('id', '=', id)
          .executeTakeFirst()
  const { type, bytes } = orNotFound(medium, 'picture or sound with this id')
  res
    .set({
      'Content-Type': type,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      // Asked for each time, so that one that was removed is gone; it never changes.
      'Cache-Control': 'private, no-cache',
      ETag: `"${id}"`,
    })
    .send(bytes)
}
