import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { EpisodePatch, NewEpisode } from '#api/contract/show.ts'
import { AppError } from '#api/errors.ts'
import { comparableTitle } from '#api/metadata/comparable.ts'
import { findEpisode } from '#api/show/episode/find-episode.ts'
import { decide } from '#api/task/begin-task.ts'
import { indexable } from '#db/query/index-key.ts'
import type { DB } from '#db/schema/index.ts'
import type { Episode } from '#db/schema/show.ts'

/**
 * Makes an episode that no feed and no payment has named yet.
 * @throws AppError conflict where the guid is another episode's
 */
export async function addEpisode(
  db: Kysely<DB>,
  showId: number,
  { title, published_at, guid }: NewEpisode,
): Promise<Episode> {
  return await decide(db, async (trx) => {
    const made = await trx
      .insertInto('episodes')
      .values({
        id: randomUUIDv7(),
        show_id: showId,
        title,
        published_at: published_at,
        provisional: false,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await addTitle(trx, made, title)
    if (guid !== null) await addGuid(trx, made, guid)
    return made
  })
}

/** Corrects what is said of an episode. @returns it as it was before @throws AppError not-found */
export async function changeEpisode(db: Kysely<DB>, id: string, patch: EpisodePatch): Promise<Episode> {
  return await decide(db, async (trx) => {
    const before = await findEpisode(trx, id)
    const { title, published_at, provisional } = patch
    await trx
      .updateTable('episodes')
      .set({
        title: title ?? before.title,
        published_at: published_at === undefined ? before.published_at : published_at,
        provisional: provisional ?? before.provisional,
      })
      .where('id', '=', before.id)
      .execute()
    if (title !== undefined) await addTitle(trx, before, title)
    return before
  })
}

/** Payments may name it by this title too, unless another episode has it. */
async function addTitle(trx: Transaction<DB>, { id, show_id }: Episode, title: string): Promise<void> {
  await trx
    .insertInto('episode_names')
    .values({ show_id, kind: 'title', value: indexable(comparableTitle(title)), episode_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function addGuid(trx: Transaction<DB>, { id, show_id }: Episode, guid: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('episode_names')
    .values({ show_id, kind: 'guid', value: indexable(guid), episode_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (!numInsertedOrUpdatedRows) throw new AppError('conflict', 'Another episode of the show has this guid.')
}
