import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeNotes } from '#api/air/notes/write-notes.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { boostsOf, current, makeMark, mark, segment } from '#tests/helper/air.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const BOOSTS = 5000

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
  for (let from = 0; from < BOOSTS; from += 1000)
    await recordPayments(
      ctx.db,
      ...Array.from({ length: 1000 }, (_, at) =>
        makeReport({
          settled_at: '2026-11-22T20:00:00Z',
          amount_msat: (1 + ((from + at) % 30_000)) * 1000,
          boostagram: { sender_name: `sender ${(from + at) % 3000}` },
        }),
      ),
    )
  await sql`analyze`.execute(ctx.db)
})
afterAll(() => ctx.close())

it('a segment of 5,000 boosts is read, marked a thousand at a time, noted and closed', async () => {
  const json = await current(ctx)
  const boosts = boostsOf(json)
  expect(new Set(boosts.map(({ id }) => id)).size).toBe(BOOSTS)
  expect(json.totals).toMatchObject({ boosts: BOOSTS, unread: BOOSTS, supporters: 3000 })

  const thousand = boosts.slice(0, 1000)
  await mark(
    ctx,
    thousand.map(({ id }, at) => makeMark(id, { status: at < 500 ? 'read' : 'held' })),
    json.id,
  )
  const notes = await writeNotes(ctx.db, json.id, 'md', ctx.now())
  expect(notes.text.length).toBeGreaterThan(100_000)

  await closeSegment(ctx.db, json.id, { carry_unread: false, as_of: null }, ctx.now())
  const closed = await segment(ctx, json.id)
  expect(boostsOf(closed)).toHaveLength(BOOSTS - 500)
  expect(closed.totals.unread).toBe(BOOSTS - 1000)
  expect(boostsOf(await current(ctx))).toHaveLength(500)
})
