import { sql, type Transaction } from 'kysely'
import { groupingKeys } from '#api/boost/group/grouping-keys.ts'
import { metadataOf } from '#api/payment/best-metadata.ts'
import { rowsAs, takeColumns } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives payments that came to another show the keys that their splits have there, from the metadata that tells them, so that
 * those find each other whichever show they were first taken for.
 * @param ids payments whose show is set already; regroup them afterwards
 */
export async function rekeyPayments(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const payments = await trx
    .selectFrom('payments')
    .select(['id', 'show_id', 'action', 'given_action'])
    .where('id', 'in', [...ids])
    .where('has_metadata', '=', true)
    .execute()
  const described = new Map(payments.map((payment) => [payment.id, payment]))
  const keys = new Map<string, object>()
  const ranks = new Map<string, string>()
  for (const { payment_id: id, metadata, rank } of await metadataOf(trx, [...described.keys()])) {
    const { show_id, action: taken, given_action } = described.get(id) ?? {}
    const action = given_action ?? taken
    if (!metadata.reading || show_id == null || action == null || rank <= (ranks.get(id) ?? '')) continue
    ranks.set(id, rank)
    const { shared_key, uuid_key, content_key, cadence_key } = groupingKeys(metadata.reading, action, show_id)
    const alone = action === 'stream'
    keys.set(id, {
      id,
      shared_key,
      uuid_key: alone ? null : uuid_key,
      content_key: alone ? null : content_key,
      cadence_key,
    })
  }
  await sql`
    update payments set ${takeColumns(['shared_key', 'uuid_key', 'content_key', 'cadence_key'], 'keys')}
    from ${rowsAs('payments', [...keys.values()])} keys
    where payments.id = keys.id`.execute(trx)
}
