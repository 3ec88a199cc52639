import type pg from 'pg'

/** Kysely's own tables, which a restore makes by migrating. */
const BOOKKEEPING = ['migrations', 'migration_lock']

export type TableContent = { name: string; columns: string[] }

/**
 * Every table of the installation with the columns that are backed up: neither generated ones, nor transaction numbers (`xid8`) and snapshots,
 * which mean nothing in another cluster and get their default when they are restored.
 */
export async function listTables(client: pg.ClientBase): Promise<TableContent[]> {
  const { rows } = await client.query<TableContent>(
    `select c.relname as name,
            array_agg(a.attname::text order by a.attnum)
              filter (where a.attgenerated = '' and a.atttypid <> all ('{xid8,pg_snapshot}'::regtype[])) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
      group by c.relname order by c.relname`,
    [BOOKKEEPING],
  )
  return rows
}

/** Where each sequence stands. */
export async function listSequences(
  client: pg.ClientBase,
): Promise<{ name: string; last_value: string; is_called: boolean }[]> {
  const { rows } = await client.query<{ name: string; last_value: string; is_called: boolean }>(
    `select sequencename as name, coalesce(last_value, start_value)::text as last_value,
            last_value is not null as is_called
       from pg_sequences where schemaname = current_schema() order by 1`,
  )
  return rows
}

/** The last migration that the database went through; null where it went through none. */
export async function lastMigration(client: pg.ClientBase | Pick<pg.Pool, 'query'>): Promise<string | null> {
  const { rows: found } = await client.query<{ table: string | null }>(
    `select to_regclass(format('%I.migrations', current_schema())) as table`,
  )
  if (!found[0]?.table) return null
  const { rows } = await client.query<{ name: string }>(
    'select name from migrations order by name desc limit 1',
  )
  return rows[0]?.name ?? null
}
