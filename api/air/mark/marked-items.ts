import type { Kysely } from 'kysely'
import type { Placement } from '#api/air/mark/find-placements.ts'
import { asItemJson } from '#api/air/read/as-section.ts'
import { type Item, loadItems, UNMARKED } from '#api/air/read/load-items.ts'
import type { MarkedItem } from '#api/contract/air/mark.ts'
import type { DB } from '#db/schema/index.ts'

/** The items that marks were for, as they are now, wherever they count; and the segment's revision. */
export async function markedItems(
  db: Kysely<DB>,
  segmentId: string,
  placements: ReadonlyMap<string, Placement>,
): Promise<{ items: MarkedItem[]; revision: number }> {
  const found = [...placements.values()].flatMap((placement) => ('error' in placement ? [] : [placement]))
  const items = new Map<string, MarkedItem>()
  for (const [id, here] of Map.groupBy(found, (placement) => placement.segment_id)) {
    const marked = await loadItems(db, id, { boosts: here.map((placement) => placement.boost_id) })
    for (const { boost_id, ids } of here) {
      const item = marked.get(boost_id) ?? { ...UNMARKED, boost_id }
      items.set(boost_id, asMarkedItem({ ...item, also: ids.filter((one) => one !== boost_id) }))
    }
  }
  const { revision } = await db
    .selectFrom('segments')
    .select('revision')
    .where('id', '=', segmentId)
    .executeTakeFirstOrThrow()
  return { items: [...items.values()], revision }
}

/** An item as it is answered. */
export function asMarkedItem(item: Item): MarkedItem {
  return { boost_id: item.boost_id, also: item.also, item: asItemJson(item), move: item.move }
}
