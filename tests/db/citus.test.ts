import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headPosition, readChanges, START } from '#api/change/feed.ts'
import { readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { createContext } from '#api/create-context.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { rebuildTotals } from '#api/totals/maintain/rebuild.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { distribute } from '#db/distributed/distribute.ts'
import { knownMigrations, migrate } from '#db/migrate.ts'
import { plainSums } from '#tests/api/totals/plain-sums.ts'
import { storedSums } from '#tests/api/totals/stored-sums.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'

/** A coordinator of Citus 13, on which schemas may be made. */
const url = process.env.CITUS_URL
const log = pino({ level: 'silent' })
const contextOf = (database: Database) =>
  createContext({ config: readConfig({ DEMO: 'off', SECRET_KEY: 'x'.repeat(32) }), database, log })
if (!url) console.warn('Tests with Citus are skipped: CITUS_URL names none.')

describe.skipIf(!url)('an installation in a database of Citus', () => {
  const schema = `readout_${randomBytes(4).toString('hex')}`
  let database: Database
  let ctx: Context
  beforeAll(async () => {
    database = await openDatabase({ url: url ?? '', schema })
    ctx = contextOf(database)
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

describe.skipIf(!url)('installations whose tables Citus distributes, each in a schema', () => {
  type Installation = { database: Database; ctx: Context }
  const installations: Installation[] = []
  const before = async () => {
    const database = await openDatabase({
      url: url ?? '',
      schema: `readout_${randomBytes(4).toString('hex')}`,
    })
    await migrate(database)
    await distribute(database)
    await database.close()
    const opened = await openDatabase({ url: url ?? '', schema: database.schema })
    installations.push({ database: opened, ctx: contextOf(opened) })
  }
  const each = async <T>(work: (installation: Installation) => Promise<T>) =>
    await Promise.all(installations.map(work))
  beforeAll(async () => {
    // One after the other: each takes what Citus knows of all schemas.
    await before()
    await before()
  })
  afterAll(async () => {
    for (const { ctx, database } of installations) {
      await ctx.live.close()
      await database.pool.query(`drop schema ${database.schema} cascade`)
      await database.close()
    }
  })

  const read = async ({ ctx }: Installation, from = START) => await readChanges(ctx.db, from, 10_000)

  it('lie on nodes, and no more than one each', async () => {
    const [first] = installations
    const { rows } = (await first?.database.pool.query(
      `select n.nspname as name, count(distinct s.nodename || s.nodeport::text)::integer as nodes, bool_and(s.citus_table_type = 'schema') as whole
       from citus_shards s join pg_class c on c.oid = s.table_name join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) group by 1 order by 1`,
      [installations.map(({ database }) => database.schema)],
    )) ?? { rows: [] }
    expect(rows).toEqual(
      installations
        .map(({ database }) => ({ name: database.schema, nodes: 1, whole: true }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    )
    expect(await each(({ database }) => migrate(database))).toEqual([[], []])
  })

  it('record payments that come to both at once, each once, tell of them, and add up to what a rebuild does', async () => {
    await each(async (installation) => {
      const { ctx, database } = installation
      const entries = Array.from({ length: 30 }, () => makeEntry())
      await Promise.all([...entries, ...entries].map((entry) => ctx.intake.recordEntries([entry])))
      const { rows } = await database.pool.query('select id, boost_id, show_id from payments')
      expect(rows).toHaveLength(30)
      const { changes } = await read(installation)
      const told = new Set(changes.map(({ boost_id }) => boost_id))
      for (const { boost_id } of rows) expect(told).toContain(boost_id)
      while (await followFeed(ctx.db));
      const sums = await storedSums(ctx.db)
      expect(sums).toEqual(await plainSums(ctx.db))
      await rebuildTotals(ctx.db, AbortSignal.timeout(60_000))
      expect(await storedSums(ctx.db)).toEqual(sums)
    })
  })

  it('lose nothing of a transaction that is held open, and repeat nothing', async () => {
    await each(async (installation) => {
      const { db } = installation.ctx
      const nameOf = (id: number) => ({ slug: `held-${id}`, title: `Held ${id}` })
      const start = await headPosition(db)
      const held = await db.startTransaction().execute()
      const late = await held.insertInto('shows').values(nameOf(1)).returning('id').executeTakeFirstOrThrow()
      const early = await db.insertInto('shows').values(nameOf(2)).returning('id').executeTakeFirstOrThrow()
      const first = await read(installation, start)
      expect(first.changes.map(({ show_id }) => show_id)).toEqual([early.id])
      await held.commit().execute()
      const second = await read(installation, first.position)
      expect(second.changes.map(({ show_id }) => show_id)).toEqual([late.id])
      expect((await read(installation, second.position)).changes).toEqual([])
    })
  })

  it('tell both places where something moves, and nothing of what was taken back', async () => {
    await each(async (installation) => {
      const { db } = installation.ctx
      const { id, show_id } = await db
        .selectFrom('boosts')
        .select(['id', 'show_id'])
        .executeTakeFirstOrThrow()
      const made = await db
        .insertInto('shows')
        .values({ slug: 'other', title: 'Other' })
        .returning('id')
        .executeTakeFirstOrThrow()
      const start = await headPosition(db)
      const moving = db.updateTable('boosts').set({ show_id: made.id }).where('id', '=', id)
      const undone = await db.startTransaction().execute()
      await undone.executeQuery(moving.compile())
      await undone.rollback().execute()
      expect((await read(installation, start)).changes).toEqual([])
      expect((await moving.executeTakeFirstOrThrow()).numUpdatedRows).toBe(1n)
      const { changes } = await read(installation, start)
      expect(new Set(changes.map((change) => change.show_id))).toEqual(new Set([show_id, made.id]))
    })
  })

  it('are heard of by whoever listens at the coordinator, each by its own', async () => {
    const heard: string[] = []
    const [one, other] = installations
    if (!one || !other) throw new Error('There are not two')
    const client = await one.database.pool.connect()
    client.on('notification', ({ channel }) => heard.push(channel))
    await client.query(`listen "changes_${one.database.schema}"`)
    await other.ctx.intake.recordEntries([makeEntry()])
    await one.ctx.intake.recordEntries([makeEntry()])
    await expect.poll(() => new Set(heard)).toEqual(new Set([`changes_${one.database.schema}`]))
    client.release(true)
  })
})
