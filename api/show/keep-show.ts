import type { Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import type { ShowNames } from '#api/metadata/reading.ts'
import { resolveShows } from '#api/show/resolve-shows.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** What a host says of a show of theirs. */
type Said = { title: string; feed_url: string | null; time_zone: string | undefined }

/**
 * Keeps the show that these names name, or makes it: payments may have named it before.
 * @throws AppError conflict where it is here already, set aside, or of the demo
 */
export async function keepShow(
  trx: Transaction<DB>,
  names: ShowNames,
  { title, feed_url, time_zone }: Said,
): Promise<Show> {
  const [resolved] = (await resolveShows(trx, [names])).values()
  if (!resolved) throw new AppError('unprocessable', 'A show needs a title or a feed.')
  const show = await trx
    .selectFrom('shows')
    .selectAll()
    .where('id', '=', resolved.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  refuse(show, feed_url)
  const isNew = show.status === 'provisional'
  return await trx
    .updateTable('shows')
    .set({
      status: 'kept',
      ...(feed_url === null ? {} : { feed_url }),
      ...(isNew ? { title } : {}),
      ...(isNew && time_zone !== undefined ? { time_zone } : {}),
    })
    .where('id', '=', show.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function refuse({ title, status, demo, feed_url }: Show, wanted: string | null): void {
  if (demo)
    throw new AppError(
      'conflict',
      `The demo has the name ${title}. Leave the demo first, then add your show.`,
    )
  if (status === 'set_aside')
    throw new AppError('conflict', `${title} is set aside. Bring it back on its page.`)
  if (status !== 'kept') return
  if (wanted === null) throw new AppError('conflict', `${title} is here already.`)
  if (feed_url !== null)
    throw new AppError(
      'conflict',
      feed_url === wanted
        ? `${title} is here already.`
        : `${title} is here already, with another feed. Change its address on the show’s page.`,
    )
}
