import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headPosition, type Position, readFeedCursor, START, writeFeedCursor } from '#api/change/feed.ts'
import { pruneFeed, pruneFeedJob } from '#api/job/prune-feed.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

const changes = async () => (await sql<{ at: Date }>`select at from changes`.execute(ctx.db)).rows.length

/** Payments whose changes look that old. */
async function changeDaysAgo(days: number): Promise<void> {
  await recordPayments(ctx.db, makeReport())
  await sql`update changes set at = now() - make_interval(days => ${days}) where at = (select max(at) from changes)`.execute(
    ctx.db,
  )
}

async function readersAt(position: Position): Promise<void> {
  await ctx.db.updateTable('totals_state').set(position).execute()
  await ctx.db.updateTable('rate_cursor').set(position).execute()
  await ctx.db.updateTable('claim_cursor').set(position).execute()
}

it('drops what is old once all readers are past it, and tells outside readers who were not', async () => {
  await changeDaysAgo(9)
  const old = await headPosition(ctx.db)
  await changeDaysAgo(8)
  const later = await headPosition(ctx.db)
  await changeDaysAgo(1)
  const all = await changes()
  const cursors = {
    start: await writeFeedCursor(ctx.db, START),
    old: await writeFeedCursor(ctx.db, old),
    later: await writeFeedCursor(ctx.db, later),
  }

  await pruneFeedJob.run(ctx, new AbortController().signal)
  expect(await changes()).toBe(all)

  for (const reader of ['totals_state', 'rate_cursor', 'claim_cursor'] as const) {
    await readersAt(later)
    await ctx.db.updateTable(reader).set(START).execute()
    await pruneFeedJob.run(ctx, new AbortController().signal)
    expect(await changes(), reader).toBe(all)
  }

  await readersAt(later)
  while (await pruneFeed(ctx.db, 7, 1)) {
    // On to the next one.
  }
  const kept = await changes()
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(all)
  const { rows } = await sql`select from changes where at < now() - interval '7 days'`.execute(ctx.db)
  expect(rows).toEqual([])

  await expect(readFeedCursor(ctx.db, cursors.start)).rejects.toMatchObject({ status: 410 })
  await expect(readFeedCursor(ctx.db, cursors.old)).rejects.toMatchObject({ status: 410 })
  expect(await readFeedCursor(ctx.db, cursors.later)).toEqual(later)
})
