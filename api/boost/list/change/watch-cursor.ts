import type { Kysely } from 'kysely'
import { z } from 'zod'
import { type Position, readFeedCursor, writeFeedCursor } from '#api/change/feed.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import type { DB } from '#db/schema/index.ts'

/** How far a reader of changed boosts has come: in the feed, and within some changes of it that touch more than fits an answer. */
export type WatchPlace = {
  position: Position
  /** Of the changes between both positions, the boosts up to this id were given. */
  until: Position | null
  afterId: string | null
}

const withinSchema = z.tuple([z.string(), z.uuid()])

/** Such a place as text that a client hands back as it is. */
export async function writeWatchCursor(db: Kysely<DB>, place: WatchPlace): Promise<string> {
  const feed = await writeFeedCursor(db, place.position)
  return place.until === null
    ? feed
    : `${feed}.${writeCursor([await writeFeedCursor(db, place.until), place.afterId])}`
}

/** @throws AppError bad-request where it is none, gone where the feed has begun anew since */
export async function readWatchCursor(db: Kysely<DB>, cursor: string): Promise<WatchPlace> {
  const [feed = '', within] = cursor.split('.', 2)
  const position = await readFeedCursor(db, feed)
  if (within === undefined) return { position, until: null, afterId: null }
  const [until, afterId] = readCursor(withinSchema, within)
  return { position, until: await readFeedCursor(db, until), afterId }
}
