import { type Kysely, sql } from 'kysely'
import { findArtwork } from '#api/artwork/read-artwork.ts'
import type { PublicShow } from '#api/contract/public.ts'
import { appsThatFit } from '#api/public/read/known-apps.ts'
import type { DB } from '#db/schema/index.ts'

/** Where a show is elsewhere, and with which apps it can be paid. */
export async function readWays(
  db: Kysely<DB>,
  { id, slug }: { id: number; slug: string },
  used: readonly string[],
): Promise<Pick<PublicShow, 'artwork' | 'site' | 'feed' | 'boost_with'>> {
  const row = await db
    .selectFrom('shows')
    .leftJoin('feeds', 'feeds.show_id', 'shows.id')
    .select(['feed_url', 'site_url'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { rows: kinds } = await sql<{ kind: 'node' | 'address' }>`
    select distinct case when address like '%@%' then 'address' else 'node' end as kind from value_recipients
    where show_id = ${id} and episode_id is null and until = 'infinity'`.execute(db)
  const art = await findArtwork(db, { showId: id })
  return {
    artwork: art && `/s/${slug}/artwork.webp?v=${art.version}`,
    site: row.feed_url === null ? null : row.site_url,
    feed: openFeed(row.feed_url),
    boost_with: appsThatFit(
      kinds.map(({ kind }) => kind),
      used,
    ).map(({ app, url }) => ({ app, url })),
  }
}

/** A feed's address; none where it may hold somebody's key. */
function openFeed(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { search, username, password, href } = new URL(url)
  return search || username || password ? null : href
}

/** The picture, length and site of an episode. */
export async function readEpisodeLooks(
  db: Kysely<DB>,
  { id, slug }: { id: number; slug: string },
  episodeId: string,
): Promise<{ artwork: string | null; site: string | null }> {
  const item = await db
    .selectFrom('feed_items')
    .select('link')
    .where('show_id', '=', id)
    .where('episode_id', '=', episodeId)
    .where('link', '~*', '^https?://')
    .limit(1)
    .executeTakeFirst()
  const link = item?.link ?? null
  const art = await findArtwork(db, { showId: id, episodeId })
  const path = art?.of === 'episode' ? `/e/${episodeId}` : ''
  return {
    artwork: art && `/s/${slug}${path}/artwork.webp?v=${art.version}`,
    site: link !== null && URL.canParse(link) ? new URL(link).href : null,
  }
}
