import pg from 'pg'
import type { Database } from '#db/database.ts'

const id = pg.escapeIdentifier

/** A schema beside the installation's in which a restore builds up what is then exchanged at once. */
export function scratchName(schema: string): string {
  return `${schema.slice(0, 50)}_restoring`
}

/** Removes what a restore left that was cut off. */
export async function dropScratch({ pool }: Pick<Database, 'pool'>, schema: string): Promise<void> {
  await pool.query(`drop schema if exists ${id(schema)} cascade`)
}

/**
 * Takes away what slows down or hinders the loading of rows in any order: triggers, foreign keys, and indexes that are no
 * constraint. Works in the current schema, within a transaction.
 * @returns gives it all back
 */
export async function stripTables(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where connamespace = current_schema()::regnamespace and contype = 'f'`,
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = current_schema()::regnamespace
        and not exists (select from pg_constraint k where k.conindid = c.oid)`,
  )
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${id(key.name)}`)
  for (const index of indexes) await client.query(`drop index ${id(index.name)}`)
  for (const table of tables) await client.query(`alter table ${id(table)} disable trigger user`)
  return async () => {
    for (const index of indexes) await client.query(index.definition)
    for (const key of keys)
      await client.query(`alter table ${key.table} add constraint ${id(key.name)} ${key.definition}`)
    for (const table of tables) await client.query(`alter table ${id(table)} enable trigger user`)
  }
}

/**
 * Puts the tables and functions of the current schema in the place of those of the same names in `target`, in one transaction.
 * Fails where anything else is left, so that nothing is lost unseen.
 * @param first done in the transaction once nobody else can read or write what is replaced
 */
export async function moveInto(
  client: pg.ClientBase,
  target: string,
  first: () => Promise<void> = async () => {},
): Promise<void> {
  await client.query('begin')
  await client.query(`set local lock_timeout = '60s'`)
  const { rows: own } = await client.query<{ schema: string }>('select current_schema() as schema')
  const scratch = own[0]?.schema ?? ''
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r' order by 1`,
  )
  const { rows: functions } = await client.query<{ name: string; args: string }>(
    `select proname as name, pg_get_function_identity_arguments(oid) as args
       from pg_proc where pronamespace = current_schema()::regnamespace order by 1`,
  )
  const old = tables.map(({ name }) => `${id(target)}.${id(name)}`).join(', ')
  await client.query(`lock table ${old} in access exclusive mode`)
  await first()
  await client.query(`drop table ${old} cascade`)
  for (const { name, args } of functions)
    await client.query(`drop function if exists ${id(target)}.${id(name)}(${args})`)
  for (const { name } of tables)
    await client.query(`alter table ${id(scratch)}.${id(name)} set schema ${id(target)}`)
  for (const { name, args } of functions)
    await client.query(`alter function ${id(scratch)}.${id(name)}(${args}) set schema ${id(target)}`)
  await client.query(`drop schema ${id(scratch)}`)
  await client.query('commit')
}
