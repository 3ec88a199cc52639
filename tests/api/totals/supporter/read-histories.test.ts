import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readHistories } from '#api/totals/supporter/read-histories.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

it('says which boost of a supporter it is, when the one before was, what they gave, and how many episodes in a row', async () => {
  const boosts = await recordPayments(
    ctx.db,
    ...[1, 2, 3, 5].map((n) =>
      makeReport({
        settled_at: `2026-05-0${n}T12:00:00Z`,
        amount_msat: n * 1000,
        boostagram: { episode: `Episode ${n}` },
      }),
    ),
    makeReport({
      settled_at: '2026-05-04T12:00:00Z',
      boostagram: { sender_name: 'anon', episode: 'Episode 4' },
    }),
    makeReport({
      settled_at: '2026-05-02T13:00:00Z',
      amount_msat: 7000,
      boostagram: { action: 'stream', message: undefined, episode: 'Episode 2' },
    }),
  )
  const ids = boosts.flatMap(({ boost_id }) => boost_id ?? [])
  const { rows } = await sql<{ id: number }>`select id from shows`.execute(ctx.db)
  const histories = await readHistories(ctx.db, rows[0]?.id ?? 0, ids)
  expect(ids.map((id) => histories.get(id)?.nth)).toEqual([1, 2, 3, 4, undefined])
  expect(histories.get(ids[0] ?? '')?.previous_at).toBeNull()
  expect(histories.get(ids[2] ?? '')?.previous_at).toEqual(new Date('2026-05-02T12:00:00Z'))
  expect(histories.get(ids[3] ?? '')).toMatchObject({
    total_msat: 11_000 + 7000,
    run: { episodes: 1, is_current: true, longest: 3 },
  })
  await ctx.db
    .updateTable('boosts')
    .set({ hidden: true })
    .where('id', '=', ids[1] ?? '')
    .execute()
  const after = await readHistories(ctx.db, rows[0]?.id ?? 0, [ids[3] ?? ''])
  expect(after.get(ids[3] ?? '')).toMatchObject({ nth: 3, total_msat: 16_000 })
})
