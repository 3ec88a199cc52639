import { sql, type Transaction } from 'kysely'
import { groupingKeys } from '#api/intake/grouping-keys.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { DB } from '#db/schema/index.ts'

type Sighting = { id: string; show_id: number; action: string; metadata: Buffer }

/**
 * Gives payments that came to another show the keys that their splits have there, from their metadata as first read, so that
 * those find each other whichever show they were first taken for.
 * @param ids payments whose show is set already; regroup them afterwards
 */
export async function rekeyPayments(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<Sighting>`
    select p.id, p.show_id, p.action, s.metadata
    from payments p join sightings s on s.payment_id = p.id
    where p.id = any(${ids}::uuid[]) and p.has_reading and p.show_id is not null and p.action is not null
      and s.metadata is not null
    order by s.id`.execute(trx)
  const keys = new Map<string, object>()
  for (const { id, show_id, action, metadata } of rows) {
    const reading = keys.has(id) ? null : readMetadata(metadata).reading
    if (!reading) continue
    const { shared_key, uuid_key, content_key } = groupingKeys(reading, action, show_id)
    const alone = action === 'stream'
    keys.set(id, {
      id,
      shared_key,
      uuid_key: alone ? null : uuid_key,
      content_key: alone ? null : content_key,
    })
  }
  await sql`
    update payments set shared_key = keys.shared_key, uuid_key = keys.uuid_key, content_key = keys.content_key
    from json_to_recordset(${JSON.stringify([...keys.values()])}::json)
      as keys(id uuid, shared_key uuid, uuid_key uuid, content_key uuid)
    where payments.id = keys.id`.execute(trx)
}
