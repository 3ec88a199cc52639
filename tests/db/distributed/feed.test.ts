import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { openDatabase } from '#db/database.ts'
import { distribute } from '#db/distributed/distribute.ts'
import { loadDemo } from '#seeds/load-demo.ts'
import { plainSums } from '#tests/api/totals/plain-sums.ts'
import { storedSums } from '#tests/api/totals/stored-sums.ts'
import { dropTriggers } from '#tests/helper/feed-net.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let bare: TestDatabase
let ctx: TestContext
beforeAll(async () => {
  bare = await createTestDatabase()
  await dropTriggers(bare.pool)
  const database = await openDatabase({ url: bare.url, schema: bare.schema })
  ctx = await createTestContext({ database: { ...database, url: bare.url, drop: async () => {} } })
})
afterAll(async () => {
  await ctx.close()
  await ctx.database.close()
  await bare.drop()
})

describe('a feed that statements write, where tables have no triggers', () => {
  it('tells of all that the demo does, and of its end', { timeout: 600_000 }, async () => {
    expect(ctx.database.distributed).toBe(true)
    // Each commit is refused that changes a row and does not tell of it.
    await loadDemo(ctx)
    while (await followFeed(ctx.db));
    const sums = await storedSums(ctx.db)
    expect(sums).toEqual(await plainSums(ctx.db))
    expect(sums.cells.size).toBeGreaterThan(100)
    const removal = await decide(ctx.db, (trx) => beginTask(trx, { kind: 'remove-demo' }))
    await ctx.tasks.finish([removal])
    while (await followFeed(ctx.db));
    expect((await storedSums(ctx.db)).cells.size).toBe(0)
  })

  it('is of tables that are neither distributed again nor restored over', async () => {
    await expect(distribute(ctx.database)).rejects.toThrow('The tables are distributed already.')
    await expect(distribute(bare)).rejects.toThrow('This database has no Citus')
    await expect(restoreBackup(ctx.database, 'a-backup.gz')).rejects.toThrow('Restore into a new schema')
  })

  it('is refused where something is changed past the connections that write it', async () => {
    const past = bare.pool.query(`insert into shows (slug, title) values ('past', 'Past')`)
    await expect(past).rejects.toThrow('The feed does not tell of the INSERT of a row of shows')
  })
})
