import type { Kysely } from 'kysely'
import { asMarkedItem } from '#api/air/mark/marked-items.ts'
import { loadItems } from '#api/air/read/load-items.ts'
import type { MarksSince } from '#api/contract/air/mark.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** What was marked since a revision, for devices that have the rest: a hint on a slow line costs a few bytes. */
export async function marksSince(db: Kysely<DB>, segment: Segment, after: number): Promise<MarksSince> {
  const items = await loadItems(db, segment.id, { after })
  return {
    items: [...items.values()].map(asMarkedItem),
    revision: segment.revision,
    place: segment.place,
    cue: segment.cue,
    reload: segment.layout_revision > after,
    closed_at: segment.closed_at?.toISOString() ?? null,
  }
}
