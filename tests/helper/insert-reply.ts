import { randomBytes, randomUUID } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** A reply of a host, as it stands after it was paid, or in the state that is said. */
export async function insertReply(
  db: Kysely<DB>,
  { state = 'sent', ...over }: Partial<Insertable<DB['replies']>>,
): Promise<void> {
  await db
    .insertInto('replies')
    .values({
      id: randomUUID(),
      boost_id: randomUUID(),
      show_id: null,
      supporter_id: null,
      supporter_name: 'a listener',
      recipient: 'listener@meta.example',
      custom_key: null,
      custom_value: null,
      amount_msat: 21_000,
      message: null,
      state,
      payment_hash: state === 'sent' ? randomBytes(32) : null,
      invoice: null,
      fee_msat: null,
      answer: null,
      made_by: 'a host',
      approved_by: null,
      ...over,
    })
    .execute()
}
