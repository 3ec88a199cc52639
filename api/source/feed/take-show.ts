import type { Transaction } from 'kysely'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { indexable } from '#api/intake/indexable.ts'
import type { FeedReading } from '#api/source/feed/read-feed.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Takes over what the feed says of its show: the title where the feed has a new one, and the names by which payments may name
 * the show.
 * @throws FetchProblem where the feed is another show's
 */
export async function takeShow(
  trx: Transaction<DB>,
  showId: number,
  { title, guid }: Pick<FeedReading, 'title' | 'guid'>,
): Promise<void> {
  if (guid !== null) {
    const owner = await learnName(trx, showId, 'guid', guid)
    if (owner !== null)
      throw new FetchProblem('address', `It is the feed of ${owner}. Merge the two shows if they are one.`)
  }
  if (title === null) return
  await learnName(trx, showId, 'title', title)
  const feed = await trx.selectFrom('feeds').select('title').where('show_id', '=', showId).executeTakeFirst()
  // A title that a host gave stays until the feed has a new one.
  if (feed?.title !== title) await trx.updateTable('shows').set({ title }).where('id', '=', showId).execute()
}

/** @returns the title of the other show that has this name, or null */
async function learnName(
  trx: Transaction<DB>,
  showId: number,
  kind: 'guid' | 'title',
  name: string,
): Promise<string | null> {
  const value = indexable(name)
  await trx
    .insertInto('show_names')
    .values({ kind, value, show_id: showId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const owner = await trx
    .selectFrom('show_names')
    .innerJoin('shows', 'shows.id', 'show_names.show_id')
    .select(['shows.id', 'shows.title'])
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
  return owner && owner.id !== showId ? owner.title : null
}
