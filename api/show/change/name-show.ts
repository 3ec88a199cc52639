import { type Kysely, sql, type Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import { comparableTitle, comparableUrl } from '#api/metadata/comparable.ts'
import { indexable } from '#db/query/index-key.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/**
 * Learns a title or feed URL by which payments may name the show.
 * @throws AppError conflict where a feed is another show's; a title may be, and stays its own
 */
export async function addShowName(
  trx: Transaction<DB>,
  showId: number,
  kind: 'title' | 'feed_url',
  name: string,
): Promise<void> {
  const owner = await learnShowName(trx, showId, kind, name)
  if (kind === 'feed_url' && owner !== null)
    throw new AppError('conflict', `That is the feed of ${owner}. Merge the two if they are one show.`)
}

/** Learns a name by which payments may name the show. @returns the title of the other show that has it, or null */
export async function learnShowName(
  trx: Transaction<DB>,
  showId: number,
  kind: 'guid' | 'title' | 'feed_url',
  name: string,
): Promise<string | null> {
  const value = indexable(comparable(kind, name))
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

/**
 * Keeps a show's old slug as an alias, and frees the new one where it was an alias of the show itself.
 * @param view what who asks may see: other shows are not named to everybody
 * @throws AppError conflict where the new one is, or was, another show's
 */
export async function moveSlug(
  trx: Transaction<DB>,
  show: Show,
  slug: string,
  view: Kysely<DB>,
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from shows where slug = ${slug} and id <> ${show.id}
    union all
    select show_id from show_aliases where slug = ${slug} and show_id <> ${show.id}`.execute(trx)
  const [owner] = rows
  if (owner) throw new AppError('conflict', `That address is, or was, ${await callShow(view, owner.id)}.`)
  await trx.deleteFrom('show_aliases').where('slug', '=', slug).execute()
  await trx.insertInto('show_aliases').values({ slug: show.slug, show_id: show.id }).execute()
}

async function callShow(view: Kysely<DB>, id: number): Promise<string> {
  const seen = await view.selectFrom('shows').select('title').where('id', '=', id).executeTakeFirst()
  return seen ? `the one of ${seen.title}` : 'another show’s'
}

function comparable(kind: 'guid' | 'title' | 'feed_url', name: string): string {
  if (kind === 'guid') return name.toLowerCase()
  return kind === 'title' ? comparableTitle(name) : comparableUrl(name)
}
