import { sql, type Transaction } from 'kysely'
import type { Contents } from '#api/air/read/read-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import type { FrozenHead } from '#db/schema/frozen.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** So many boosts go into one statement. */
const BATCH = 500

/** Keeps a segment as it is: its boosts each in a row, the rest in its head. */
export async function freeze(
  trx: Transaction<DB>,
  segment: Segment,
  { title, closedAt, ...contents }: Contents & { title: string; closedAt: Date },
): Promise<void> {
  const boosts = contents.sections.flatMap(({ groups }) => groups.flatMap((group) => group.boosts))
  const rows = boosts.map(({ item: _item, now: _now, ...frozen }, ordinal) => ({
    boost_id: frozen.id,
    ordinal,
    frozen,
  }))
  for (let from = 0; from < rows.length; from += BATCH)
    await sql`
      insert into segment_items (segment_id, boost_id, ordinal, frozen)
      select ${segment.id}, row.boost_id, row.ordinal, row.frozen
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + BATCH))}::jsonb)
        as row(boost_id uuid, ordinal integer, frozen jsonb)
      on conflict (segment_id, boost_id) do update set ordinal = excluded.ordinal, frozen = excluded.frozen`.execute(
      trx,
    )
  const head: FrozenHead = {
    title,
    totals: contents.totals,
    wallets: contents.wallets,
    needs_look: contents.needs_look,
    older: contents.older,
    streams: contents.streams,
    sections: contents.sections.map(({ unread: _, ...section }) => ({
      ...section,
      groups: section.groups.map((group) => ({ ...group, boosts: group.boosts.map((boost) => boost.id) })),
    })),
  }
  await touchSegment(trx, segment.id, { closed_at: closedAt, frozen: JSON.stringify(head) })
}
