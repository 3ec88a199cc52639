import { sql, type Transaction } from 'kysely'
import type { FrozenGroup, FrozenHead } from '#db/schema/frozen.ts'
import type { DB } from '#db/schema/index.ts'

const NOBODY = { id: null, name: 'Anonymous' }

/** Takes a supporter's name out of closed segments, which otherwise stay as they were read; sums and messages stay too. */
export async function forgetInSegments(trx: Transaction<DB>, supporterId: string): Promise<void> {
  const aliases = await trx
    .selectFrom('supporter_aliases')
    .select('id')
    .where('supporter_id', '=', supporterId)
    .execute()
  const ids = [supporterId, ...aliases.map((alias) => alias.id)]
  const { rows } = await sql<{ segment_id: string }>`
    update segment_items set frozen = frozen || ${JSON.stringify({ supporter: NOBODY })}::jsonb
    where frozen #>> '{supporter,id}' = any(${ids}::text[])
    returning segment_id`.execute(trx)
  if (rows.length === 0) return
  const segments = await trx
    .selectFrom('segments')
    .select(['id', 'frozen'])
    .where('id', 'in', [...new Set(rows.map((row) => row.segment_id))])
    .forUpdate()
    .execute()
  for (const { id, frozen } of segments) {
    if (!frozen) continue
    const head = JSON.stringify(forgetInHead(frozen, ids))
    await trx.updateTable('segments').set({ frozen: head }).where('id', '=', id).execute()
  }
}

function forgetInHead(head: FrozenHead, ids: readonly string[]): FrozenHead {
  const forget = (group: FrozenGroup): FrozenGroup =>
    group.supporter.id !== null && ids.includes(group.supporter.id)
      ? { ...group, supporter: NOBODY, say_as: null, about: null, history: null }
      : group
  return {
    ...head,
    sections: head.sections.map((section) => ({ ...section, groups: section.groups.map(forget) })),
  }
}
