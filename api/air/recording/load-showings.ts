import type { Kysely } from 'kysely'
import type { Showing } from '#api/air/recording/chapter-starts.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

type Shown = Showing & { segment_id: string; words: number | null }
type Row = {
  segment_id: string
  item: string | null
  shown_at: Date
  word_count: number | null
  actor_id: string
  device: string
}

/**
 * What stood on the screens of segments, in order of time. Each device shows one thing until the next; what it shows again after a
 * reload goes on.
 * @param most of the latest steps
 */
export async function loadShowings(
  db: Kysely<DB>,
  segmentIds: readonly string[],
  most?: number,
): Promise<Shown[]> {
  if (segmentIds.length === 0) return []
  let wanted = db
    .selectFrom('segment_shown')
    .select(['segment_id', 'item', 'shown_at', 'word_count', 'actor_id', 'device'])
    .where('segment_id', '=', anyOf(segmentIds))
    .orderBy('shown_at', 'desc')
    .orderBy('id', 'desc')
  if (most !== undefined) wanted = wanted.limit(most)
  return asShowings((await wanted.execute()).reverse())
}

/** @param rows in order of time */
export function asShowings(rows: readonly Row[]): Shown[] {
  const shown: Shown[] = []
  const open = new Map<string, Shown | null>()
  for (const { segment_id, item, shown_at, word_count, actor_id, device } of rows) {
    const place = `${segment_id} ${actor_id} ${device}`
    const before = open.get(place)
    if (before && before.item === item) continue
    if (before) before.to = shown_at
    const next =
      item === null ? null : { segment_id, item, from: shown_at, to: null, words: word_count, actor_id }
    open.set(place, next)
    if (next) shown.push(next)
  }
  return shown
}
