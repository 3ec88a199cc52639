import type { Kysely } from 'kysely'
import type { Rule } from '#api/intake/belonging.ts'
import type { DB } from '#db/schema/index.ts'

/** The rules that hold, in the order in which they were made. */
export async function loadRules(db: Kysely<DB>): Promise<Rule[]> {
  return await rulesThatHold(db).execute()
}

/** The query of `loadRules`. */
export function rulesThatHold(db: Kysely<DB>) {
  return db
    .selectFrom('rules')
    .select(['id', 'effect', 'memo_contains', 'wallet_id', 'min_msat', 'max_msat', 'show_id'])
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
}
