import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Hint } from '#api/live/hub.ts'
import { NOTHING } from '#api/source/kind/reading.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { recordFromSource, Superseded } from '#api/source/run/record-from-source.ts'
import { totalsJob } from '#api/totals/maintain/jobs.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

let folder: string
let ctx: TestContext
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'readout-beside-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  ctx = await createTestContext()
  file = join(await mkdtemp(join(folder, 'file-')), 'backup')
})
afterEach(() => ctx.close())

/** A source that is followed, and has read so far. */
async function connect(cursor: number): Promise<number> {
  const wallet = await ctx.db
    .insertInto('wallets')
    .values({ name: 'node' })
    .returning('id as wallet_id')
    .executeTakeFirstOrThrow()
  const { id } = await ctx.db
    .insertInto('sources')
    .values({ name: 'node', kind: 'lnd', exactness: 4, ...wallet })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('connections')
    .values({ source_id: id, settings: '{}', secrets: '', cursor: JSON.stringify(cursor) })
    .execute()
  return id
}

const readConnection = () =>
  ctx.db.selectFrom('connections').select(['cursor', 'version']).executeTakeFirstOrThrow()

describe('a restore beside a service', () => {
  it('lets nobody move the cursor of a source on from where it was before', async () => {
    const source_id = await connect(10)
    await writeBackup(ctx.database, file)
    const { version } = await readConnection()
    const kind = { later: (_: unknown, given: unknown) => given } as SourceKind
    const following = {
      source_id,
      version,
      kind,
      origin: { source: 'node', kind: 'lnd' as const, exactness: 4 as const },
    }
    await recordFromSource(ctx, following, NOTHING, 20, false)
    expect((await readConnection()).cursor).toBe(20)
    await restoreBackup(ctx.database, file, { force: true })
    await expect(recordFromSource(ctx, following, NOTHING, 30, false)).rejects.toThrow(Superseded)
    const { cursor, version: restored } = await readConnection()
    expect(cursor).toBe(10)
    await recordFromSource(ctx, { ...following, version: restored }, NOTHING, 11, false)
    expect((await readConnection()).cursor).toBe(11)
  })

  it('gives a connection a version that none had, in the backup or since', async () => {
    await connect(0)
    await writeBackup(ctx.database, file)
    await ctx.db.updateTable('connections').set({ version: 7 }).execute()
    await restoreBackup(ctx.database, file, { force: true })
    expect((await readConnection()).version).toBe(8)
  })

  it('tells pages, jobs and caches that anything may have changed', async () => {
    const hints: Hint[] = []
    ctx.live.subscribe((hint) => hints.push(hint))
    await ctx.live.ready()
    await writeBackup(ctx.database, file)
    await restoreBackup(ctx.database, file, { force: true })
    await until('a hint of anything', () => hints.includes(null))
  })

  it('has totals be those of what was restored', async () => {
    const makeTotals = () => totalsJob(ctx.config).run(ctx, new AbortController().signal)
    const received = async () =>
      (await ctx.db.selectFrom('totals_shows').selectAll().executeTakeFirstOrThrow()).boosts_received_msat
    await recordBoost(ctx.db, { amount_msat: 1_000 })
    // Of a moment at which the job had not done its work; it did more of it since.
    await writeBackup(ctx.database, file)
    await recordBoost(ctx.db, { amount_msat: 500 })
    await makeTotals()
    expect(await received()).toBe(1_500)
    await restoreBackup(ctx.database, file, { force: true })
    await makeTotals()
    expect(await received()).toBe(1_000)
  })

  it('goes through where a transaction holds what it needs and needs what it holds', async () => {
    await sql`insert into wallets (name) values ('node')`.execute(ctx.db)
    await writeBackup(ctx.database, file)
    const holding = Promise.withResolvers<void>()
    const writing = ctx.db.transaction().execute(async (trx) => {
      await sql`update wallets set name = 'changed'`.execute(trx)
      holding.resolve()
      await until('the restore waits for us', async () => {
        const { rows } = await sql`select from pg_locks where not granted`.execute(ctx.db)
        return rows.length > 0
      })
      await sql`select from api_keys`.execute(trx)
    })
    // Either of the two may be the one that PostgreSQL ends, and it may be before the restore is done.
    const written = writing.catch(() => {})
    await holding.promise
    await restoreBackup(ctx.database, file, { force: true })
    await written
    expect(await ctx.db.selectFrom('wallets').select('name').execute()).toEqual([{ name: 'node' }])
  })
})
