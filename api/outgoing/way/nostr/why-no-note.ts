import type { Kysely } from 'kysely'
import type { Told } from '#api/outgoing/way/body/compose.ts'
import type { DB } from '#db/schema/index.ts'

/** Why there is to be no note of what is told; null where there is to be one. Of a boost there is one at most. */
export async function whyNoNote(
  db: Kysely<DB>,
  way: { id: number },
  { id, event, boost }: Told,
): Promise<string | null> {
  if (event === 'test') return null
  if (!boost) return null
  if (boost.payment_count === 0) return 'No wallet received it. Notes say what arrived.'
  const own = await db
    .selectFrom('claims')
    .select('id')
    .where('boost_id', '=', boost.id)
    .where('route', 'in', ['note', 'zap'])
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (own) return 'Whoever sent it posted a note of it already.'
  const other = await db
    .selectFrom('outbox')
    .select('id')
    .where('way_id', '=', way.id)
    .where('boost_id', '=', boost.id)
    .where('id', '<>', id)
    .where('signed', 'is not', null)
    .where('state', 'in', ['waiting', 'sent'])
    .executeTakeFirst()
  return other ? 'There is a note of it by this way already.' : null
}
