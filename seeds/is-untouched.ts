import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Whether nobody has done anything with this database yet: no people, keys, shows, wallets or entries in the audit log. */
export async function isUntouched(db: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ is_touched: boolean }>`
    select exists (select from users) or exists (select from api_keys) or exists (select from shows)
        or exists (select from wallets) or exists (select from audit_log) as is_touched`.execute(db)
  return rows[0]?.is_touched === false
}
