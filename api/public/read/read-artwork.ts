import type { Kysely } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import { readArtwork } from '#api/artwork/read-artwork.ts'
import { AppError } from '#api/errors.ts'
import { findPublicShow } from '#api/public/read/find-public-show.ts'
import type { DB } from '#db/schema/index.ts'

type Choice = { slug: string; episodeId?: string | undefined; size: 'small' | 'large' }

/** The large picture for a card of a public show's; null where there is none. */
export async function findCardArtwork(
  db: Kysely<DB>,
  slug: string,
  episodeId?: string,
): Promise<Buffer | null> {
  const { show } = await findPublicShow(db, slug)
  return await readArtwork(db, { showId: show.id, episodeId, size: 'large' })
}

/** The picture of a public show, or of an episode of it. @returns with the show's slug @throws AppError not-found */
export async function readPublicArtwork(
  db: Kysely<DB>,
  { slug, episodeId, size }: Choice,
): Promise<{ slug: string; bytes: Buffer }> {
  const { show } = await findPublicShow(db, slug)
  const id = episodeId === undefined ? undefined : ((await findEpisodeId(db, episodeId)) ?? undefined)
  const bytes = await readArtwork(db, { showId: show.id, episodeId: id, size })
  if (!bytes) throw new AppError('not-found', 'There is no picture of it.')
  return { slug: show.slug, bytes }
}
