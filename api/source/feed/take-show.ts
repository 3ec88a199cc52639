import type { Transaction } from 'kysely'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { learnShowName } from '#api/show/change/name-show.ts'
import type { FeedReading } from '#api/source/feed/read/read-feed.ts'
import { isWorseTitle } from '#api/source/feed/read/read-title.ts'
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
    const owner = await learnShowName(trx, showId, 'guid', guid)
    if (owner !== null)
      throw new FetchProblem('address', `It is the feed of ${owner}. Merge the two shows if they are one.`)
  }
  if (title === null) return
  await learnShowName(trx, showId, 'title', title)
  const feed = await trx.selectFrom('feeds').select('title').where('show_id', '=', showId).executeTakeFirst()
  // A title that a host gave stays until the feed has a new one.
  if (feed?.title === title) return
  const show = await trx.selectFrom('shows').select('title').where('id', '=', showId).executeTakeFirst()
  if (show && !isWorseTitle(title, show.title))
    await trx.updateTable('shows').set({ title }).where('id', '=', showId).execute()
}
