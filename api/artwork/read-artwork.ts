import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

type Choice = { showId: number; episodeId?: string | undefined }

/** The addresses that a feed names for a picture, the better one first: an episode's own, and its show's. */
function namedBy({ showId, episodeId }: Choice) {
  return sql`(
    select image_url as url, 1 as place from feed_items where show_id = ${showId} and episode_id = ${episodeId ?? null}
    union all
    select image_url, 2 from feeds where show_id = ${showId})`
}

/** Whose picture there is for a show or an episode, and what tells it from the one before; null where there is none. */
export async function findArtwork(
  db: Kysely<DB>,
  choice: Choice,
): Promise<{ of: 'episode' | 'show'; version: string } | null> {
  const { rows } = await sql<{ place: number; version: string }>`
    select place, left(encode(sha256(small), 'hex'), 10) as version
    from ${namedBy(choice)} named join artwork a on a.show_id = ${choice.showId} and a.url = named.url
    where small is not null order by place limit 1`.execute(db)
  const [row] = rows
  return row ? { of: row.place === 1 ? 'episode' : 'show', version: row.version } : null
}

/** A picture's bytes: small as WebP, large as JPEG; null where there is none. */
export async function readArtwork(
  db: Kysely<DB>,
  { size, ...choice }: Choice & { size: 'small' | 'large' },
): Promise<Buffer | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select ${sql.ref(size)} as bytes
    from ${namedBy(choice)} named join artwork a on a.show_id = ${choice.showId} and a.url = named.url
    where small is not null order by place limit 1`.execute(db)
  return rows[0]?.bytes ?? null
}

/** Why the picture that a show's feed names is not there, as a sentence; null where nothing is wrong. */
export async function readArtworkProblem(db: Kysely<DB>, showId: number): Promise<string | null> {
  const { rows } = await sql<{ problem: string | null }>`
    select a.problem from feeds f join artwork a on a.show_id = f.show_id and a.url = f.image_url
    where f.show_id = ${showId}`.execute(db)
  return rows[0]?.problem ?? null
}
