import type pg from 'pg'

type Asked = { query(text: string): Promise<pg.QueryResult> }

/**
 * Whether tables were distributed (`distribute.ts`) and so have no triggers: statements say themselves then what they change. To be asked
 * before statements are sent, since it decides how.
 */
export async function isDistributed(asked: Asked): Promise<boolean> {
  const { rowCount } = await asked.query(
    `select from pg_class c where c.oid = to_regclass('payments') and c.relnamespace = current_schema()::regnamespace
       and not exists (select from pg_trigger where tgrelid = c.oid and tgname = 'note_insert')`,
  )
  return rowCount === 1
}
