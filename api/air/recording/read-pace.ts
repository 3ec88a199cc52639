import { type Kysely, sql } from 'kysely'
import { clockOf, recordedMs } from '#api/air/recording/clock.ts'
import { loadShowings } from '#api/air/recording/load-showings.ts'
import type { Pace } from '#api/contract/air/place.ts'
import type { DB } from '#db/schema/index.ts'

/** What is usual when reading aloud, with a word or two of the host's own for each item. */
export const USUAL_PACE: Pace = { seconds_per_item: 8, words_per_minute: 150, measured: 0 }

/** Of so many of a show's latest recordings and steps the pace is measured. */
const RECORDINGS = 5
const STEPS = 200
/** From so few turns nothing can be said. */
const FEWEST = 5
/** Shorter is leafing through, longer is talking about something else. */
const SHORTEST_S = 2
const LONGEST_S = 600
/** A mark and the step that follows it reach the server by themselves. */
const APART_MS = 2_000

/**
 * How a show's hosts read: the median of the turns that were shown while the clock ran, and read. One for all of them, since one
 * list is read.
 */
export async function readPace(db: Kysely<DB>, showId: number): Promise<Pace> {
  const segments = await db
    .selectFrom('segments')
    .select(['id', 'recording_started_at', 'recording_offset_s', 'recording_pauses'])
    .where('show_id', '=', showId)
    .where('recording_started_at', 'is not', null)
    .orderBy('recording_started_at', 'desc')
    .limit(RECORDINGS)
    .execute()
  const ids = segments.map(({ id }) => id)
  const shown = await loadShowings(db, ids, STEPS)
  if (shown.length < FEWEST) return USUAL_PACE
  const reads = await loadReads(db, ids, [...new Set(shown.map(({ item }) => item))])
  const clocks = new Map(segments.map((segment) => [segment.id, clockOf(segment)]))
  const factors = shown.flatMap(({ segment_id, item, from, to, words }) => {
    const clock = clocks.get(segment_id)
    if (!clock || to === null || words === null || from < clock.started_at) return []
    const ms = to.getTime() - from.getTime()
    if (ms < SHORTEST_S * 1000 || ms > LONGEST_S * 1000) return []
    if (recordedMs(clock, to) - recordedMs(clock, from) < ms) return []
    const wasRead = (reads.get(`${segment_id} ${item}`) ?? []).some(
      (at) => at > from.getTime() && at <= to.getTime() + APART_MS,
    )
    return wasRead ? [ms / 1000 / usualSeconds(words)] : []
  })
  return paceOf(factors)
}

function usualSeconds(words: number): number {
  return USUAL_PACE.seconds_per_item + (words / USUAL_PACE.words_per_minute) * 60
}

/** The pace of turns. @param factors how much slower than usual each was read */
function paceOf(factors: readonly number[]): Pace {
  const sorted = [...factors].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined || sorted.length < FEWEST) return USUAL_PACE
  // One wild evening is no pace.
  const factor = Math.min(Math.max(middle, 0.25), 10)
  return {
    seconds_per_item: Math.round(USUAL_PACE.seconds_per_item * factor * 10) / 10,
    words_per_minute: Math.round((USUAL_PACE.words_per_minute / factor) * 10) / 10,
    measured: sorted.length,
  }
}

/** When what was read in segments was read, by segment and item: those of these as which it can have been shown. */
async function loadReads(
  db: Kysely<DB>,
  segmentIds: readonly string[],
  items: readonly string[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ place: string; at: Date }>`
    select distinct i.segment_id || ' ' || shown.item as place, i.read_at as at
    from segment_items i
    left join boost_aliases a on a.id = i.boost_id
    join boosts b on b.id = coalesce(a.boost_id, i.boost_id)
    cross join lateral (values ('thanks'), ('b:' || i.boost_id), ('b:' || b.id), ('s:' || b.supporter_id),
      ('f:' || b.supporter_id), ('m:' || b.supporter_id)) as shown(item)
    where i.segment_id = any(${segmentIds}::uuid[]) and i.status = 'read'
      and shown.item = any(${items}::text[])`.execute(db)
  const reads = Map.groupBy(rows, ({ place }) => place)
  return new Map([...reads].map(([place, all]) => [place, all.map(({ at }) => at.getTime())]))
}
