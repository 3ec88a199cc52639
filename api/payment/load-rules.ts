import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The query of the rules that hold, in the order in which they were made. */
export function rulesThatHold(db: Kysely<DB>) {
  return db
    .selectFrom('rules')
    .select(['id', 'effect', 'memo_contains', 'wallet_id', 'min_msat', 'max_msat', 'show_id'])
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
}
