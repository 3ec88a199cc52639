import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import type { Database } from '#db/database.ts'
import { createTestContext, type TestContext, type TestContextOptions } from '#tests/helper/test-context.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

/**
 * One database for a whole test file, emptied for each test: much quicker than a new one.
 * @returns makes a context on it
 */
export function shareDatabase(): (options?: TestContextOptions) => Promise<TestContext> {
  let database: TestDatabase
  let empty: () => Promise<void>
  beforeAll(async () => {
    database = await createTestDatabase()
    empty = await prepareEmptying(database)
  })
  afterAll(() => database.drop())
  return async (options = {}) => {
    await empty()
    return createTestContext({ ...options, database })
  }
}

/** @returns brings a database, as it is when new, back to its present rows, and its identities to their beginning */
async function prepareEmptying({ db, schema }: Database): Promise<() => Promise<void>> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables
    where schemaname = ${schema} and tablename not in ('migrations', 'migration_lock') order by 1`.execute(db)
  const { rows: sequences } = await sql<{ setting: string }>`
    select format('select setval(%L, %s, %L)', quote_ident(sequencename), coalesce(last_value, start_value), last_value is not null)
      as setting from pg_sequences where schemaname = ${schema} order by 1`.execute(db)
  const statements = tables.map(({ name }) => `delete from ${name}`)
  for (const { name } of tables) {
    const { rows } = await sql<{ all: string | null }>`
      select quote_literal(jsonb_agg(t)::text) as all from ${sql.raw(name)} t`.execute(db)
    const literal = rows[0]?.all
    if (literal)
      statements.push(
        `insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, ${literal}::jsonb)`,
      )
  }
  statements.push(...sequences.map(({ setting }) => setting))
  return async () => {
    await db.transaction().execute(async (trx) => {
      // Without triggers: deleting is no change, and tables come in any order.
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql.raw(statements.join(';')).execute(trx)
    })
  }
}
