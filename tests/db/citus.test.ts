import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readChanges, START } from '#api/change/feed.ts'
import { readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { createContext } from '#api/create-context.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { knownMigrations, migrate } from '#db/migrate.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'

/** A coordinator of Citus 13, on which schemas may be made. */
const url = process.env.CITUS_URL
if (!url) console.warn('Tests with Citus are skipped: CITUS_URL names none.')

describe.skipIf(!url)('an installation in a database of Citus', () => {
  const schema = `readout_${randomBytes(4).toString('hex')}`
  let database: Database
  let ctx: Context
  beforeAll(async () => {
    database = await openDatabase({ url: url ?? '', schema })
    const log = pino({ level: 'silent' })
    ctx = createContext({ config: readConfig({ DEMO: 'off', SECRET_KEY: 'x'.repeat(32) }), database, log })
  })
  afterAll(async () => {
    await ctx.live.close()
    await database.pool.query(`drop schema ${schema} cascade`)
    await database.close()
  })

  it('is made, as tables of the coordinator', async () => {
    expect(await migrate(database)).toEqual(await knownMigrations())
    const citus = await database.pool.query(`select from pg_extension where extname = 'citus'`)
    if (citus.rowCount === 0) return
    const spread = await database.pool.query(
      'select from pg_dist_partition where logicalrelid::text like $1',
      [`${schema}.%`],
    )
    expect(spread.rowCount).toBe(0)
  })

  it('records payments that come at once, each once, and its feed tells of all of them', async () => {
    const entries = Array.from({ length: 40 }, () => makeEntry())
    await Promise.all([...entries, ...entries].map((entry) => ctx.intake.recordEntries([entry])))
    const { rows } = await database.pool.query('select count(*)::integer as count from payments')
    expect(rows).toEqual([{ count: 40 }])
    const { changes } = await readChanges(ctx.db, START, 10_000)
    expect(changes.length).toBeGreaterThanOrEqual(40)
  })
})
