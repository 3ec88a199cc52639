import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { segmentAsJson } from '#api/air/read/segment-as-json.ts'
import { openSegmentOf } from '#api/air/segment/find-segment.ts'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import { makeStatement } from '#api/statement/build-statement.ts'
import { statementAsMarkdown } from '#api/statement/statement-as-markdown.ts'
import { isUntouched } from '#seeds/is-untouched.ts'
import { loadDemo } from '#seeds/load-demo.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const NOW = new Date('2026-11-25T13:00:00Z')

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext({ now: () => NOW })
  await loadDemo(ctx)
})
afterAll(() => ctx.close())

async function count(from: string): Promise<number> {
  const { rows } = await ctx.database.pool.query<{ count: number }>(`select count(*) from ${from}`)
  return rows[0]?.count ?? 0
}

describe('the demo', () => {
  it('is enough to look at, in every corner', async () => {
    expect(await count('boosts')).toBeGreaterThan(500)
    expect(await count(`payments where action = 'stream'`)).toBeGreaterThan(7_500)
    expect(await count('episodes')).toBeGreaterThanOrEqual(12)
    expect(await count('supporters')).toBeGreaterThanOrEqual(30)
    expect(await count(`boosts where sent_at >= '2026-11-01' and sent_at < '2026-12-01'`)).toBeGreaterThan(
      100,
    )
    expect(await count('boosts where sent_at > $$2026-11-25T13:00:00Z$$')).toBe(0)
    for (const part of [
      `boosts where claim = 'confirmed' and payment_count = 2`,
      `boosts where claim = 'doubtful'`,
      `boosts where possible_double`,
      `boosts where fiat_currency = 'USD'`,
      `boosts where price_currency = 'USD'`,
      'boosts where free',
      `boosts where action = 'auto'`,
      'boosts where episode_id is null',
      `boosts where supporter_id is null`,
      'payments where refund_of is not null',
      `payments where needs_look is not null and memo is not null`,
      `payments where needs_look = 'Its metadata is cut off.'`,
      `shows where status = 'provisional'`,
      'supporters where say_as is not null',
      'show_supporters where team',
    ])
      expect({ part, count: await count(part) }).toEqual({ part, count: expect.toSatisfy((n) => n > 0) })
    expect(
      await count(
        'payments where boost_id is null and action in ($$boost$$, $$auto$$) and refund_of is null',
      ),
    ).toBe(0)
  })

  it('is marked as demo, all of it', async () => {
    expect(await count('shows where not demo')).toBe(0)
    expect(await count('wallets where not demo')).toBe(0)
  })

  it('has some 300 messages, of which none comes twice', async () => {
    const written = `boosts where message is not null and message <> 'Test, test'`
    expect(await count(written)).toBeGreaterThan(250)
    const { rows } = await ctx.database.pool.query(
      `select message from ${written} group by message having count(*) > 1`,
    )
    expect(rows).toEqual([])
  })

  it('has the last recordings read, and open what came since, with one of last time', async () => {
    const show = await ctx.db
      .selectFrom('shows')
      .selectAll()
      .where('status', '=', 'kept')
      .executeTakeFirstOrThrow()
    const segment = await segmentAsJson(ctx.db, await openSegmentOf(ctx.db, show, NOW), { now: NOW })
    const newest = await ctx.db
      .selectFrom('episodes')
      .select('title')
      .where('show_id', '=', show.id)
      .where('published_at', 'is not', null)
      .orderBy('published_at', 'desc')
      .executeTakeFirstOrThrow()
    expect(segment.previous?.title).toBe(newest.title)
    expect(segment.older).toEqual({ count: 0, more: false })
    const boosts = segment.sections.flatMap((section) =>
      section.kind === 'streams' ? [] : section.groups.flatMap((group) => group.boosts),
    )
    expect(boosts.length).toBeGreaterThan(20)
    expect(boosts.length).toBeLessThan(80)
    expect(boosts.filter(({ item }) => item.carried === 'held').length).toBe(1)
    expect(boosts.filter(({ message }) => message !== null).length * 2).toBeGreaterThan(boosts.length)
  })

  it('has books of its own, which say that they are made up and what it was worth, and is in no other', async () => {
    const now = () => NOW
    const query = (show?: string) => receiptQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', show })
    const demo = await makeStatement({ ...ctx, now }, query('linux-unplugged'))
    expect(demo.demo).toBe(true)
    expect(demo.total.count).toBeGreaterThan(100)
    expect([demo.total.unpriced, Number(demo.total.value) > 0]).toEqual([0, true])
    expect(statementAsMarkdown(demo)).toContain('This is the demo: all of it is made up.')
    const all = await makeStatement({ ...ctx, now }, query())
    expect([all.total.count, all.demo]).toEqual([0, undefined])
  })

  it('has the segment of episode 458 as its first closed one', async () => {
    const segments = await ctx.db.selectFrom('segments').selectAll().orderBy('opened_at').execute()
    const [closed] = segments
    expect([segments.length, closed?.closed_at]).toEqual([5, new Date('2022-05-15T20:40:00Z')])
    const read = await ctx.db
      .selectFrom('segment_items')
      .innerJoin('boosts', 'boosts.id', 'segment_items.boost_id')
      .innerJoin('episodes', 'episodes.id', 'boosts.episode_id')
      .select(['sender_name', 'counted_msat', 'status', 'move_section', 'title'])
      .where('segment_id', '=', closed?.id ?? '')
      .execute()
    const of = (name: string) => read.filter(({ sender_name }) => sender_name === name)
    const title = "458: NVIDIA's New View"
    expect(of('sirlurksalot')).toEqual([
      { sender_name: 'sirlurksalot', counted_msat: 1_337_000, status: 'read', move_section: null, title },
    ])
    expect(of('marcel')).toMatchObject([{ counted_msat: 1_000_000, status: 'read', move_section: null }])
    const thanked = [...of('crashmaster18'), ...of('winebear')]
    expect(thanked.map(({ move_section }) => move_section)).toEqual(Array(5).fill('thanks'))
    expect(thanked.reduce((sum, { counted_msat }) => sum + counted_msat, 0)).toBe(6_000_000)
    expect(read.length).toBe(7)
  })

  it('is loaded once, and beside no show of the same name', async () => {
    await expect(loadDemo(ctx)).rejects.toThrow('The demo is here already.')
    await ctx.db.updateTable('shows').set({ demo: false }).execute()
    await expect(loadDemo(ctx)).rejects.toThrow('You have a show named LINUX Unplugged')
    await ctx.db.updateTable('shows').set({ demo: true }).execute()
  })
})

it('the same day gives the same demo', async () => {
  const other = await createTestContext({ now: () => NOW })
  await loadDemo(other)
  const print = async ({ db }: Pick<Context, 'db'>) =>
    db
      .selectFrom('boosts')
      .select(['sender_name', 'message', 'claimed_msat', 'received_msat', 'claim', 'sent_at'])
      .orderBy('sent_at')
      .orderBy('received_msat')
      .orderBy('message')
      .execute()
  expect(await print(other)).toEqual(await print(ctx))
  await other.close()
})

it('a database is untouched until somebody does something with it', async () => {
  const other = await createTestContext()
  expect(await isUntouched(other.db)).toBe(true)
  expect(await isUntouched(ctx.db)).toBe(false)
  await other.db
    .insertInto('users')
    .values({
      id: crypto.randomUUID(),
      email: 'a@example.com',
      name: null,
      role: 'owner',
      password_hash: null,
    })
    .execute()
  expect(await isUntouched(other.db)).toBe(false)
  await other.close()
})
