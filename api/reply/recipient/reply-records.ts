import type { Kysely } from 'kysely'
import { BOOSTAGRAM } from '#api/reply/recipient/record-types.ts'
import type { DB } from '#db/schema/index.ts'
import type { Reply } from '#db/schema/reply.ts'

/** What a keysend carries: the words as apps read them, and the record that tells a node's accounts apart; values in hex (NIP-47). */
export async function replyRecords(
  db: Kysely<DB>,
  { show_id, amount_msat, message, supporter_name, custom_key, custom_value }: Reply,
): Promise<{ type: number; value: string }[]> {
  const show =
    show_id === null
      ? undefined
      : await db.selectFrom('shows').select('title').where('id', '=', show_id).executeTakeFirst()
  const boostagram = {
    action: 'boost',
    app_name: 'Readout',
    sender_name: show?.title ?? 'Readout',
    name: supporter_name,
    ...(show ? { podcast: show.title } : {}),
    ...(message === null ? {} : { message }),
    value_msat: amount_msat,
    value_msat_total: amount_msat,
  }
  return [
    { type: BOOSTAGRAM, value: Buffer.from(JSON.stringify(boostagram)).toString('hex') },
    ...(custom_key === null
      ? []
      : [{ type: Number(custom_key), value: Buffer.from(custom_value ?? '').toString('hex') }]),
  ]
}
