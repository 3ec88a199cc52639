import type { Kysely } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import type { Standing } from '#api/reply/pay/wallet.ts'
import type { DB } from '#db/schema/index.ts'

/** Writes down how a reply that the wallet was told of stands; one that is settled stays as it is. */
export async function settleReply(db: Kysely<DB>, id: string, standing: Standing, now: Date): Promise<void> {
  await db
    .updateTable('replies')
    .set(
      standing.kind === 'sent'
        ? { state: 'sent', fee_msat: standing.fee_msat, settled_at: now, answer: null }
        : {
            state: standing.kind === 'refused' ? 'failed' : 'uncertain',
            answer: standing.answer,
            looked_at: now,
          },
    )
    .where('id', '=', id)
    .where('state', 'in', ['paying', 'uncertain'])
    .execute()
  await notifyLive(db, { kind: 'outgoing' })
}
