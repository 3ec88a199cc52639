import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { segmentAsJson } from '#api/air/read/segment-as-json.ts'
import { patchSegment, takeOlder } from '#api/air/segment/change-segment.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { findSegment, openSegmentOf } from '#api/air/segment/find-segment.ts'
import { listOlder } from '#api/air/segment/list-segments.ts'
import { reopenSegment } from '#api/air/segment/reopen-segment.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import type { CloseSegment } from '#api/contract/air/segment.ts'
import type { Show } from '#db/schema/show.ts'
import {
  boost,
  boostIn,
  boostsOf,
  current,
  makeMark,
  mark,
  order,
  section,
  segment,
} from '#tests/helper/air.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let ctx: TestContext

beforeEach(async () => {
  ctx = await makeContext()
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
})
afterEach(() => ctx.close())

const LATER = '2026-12-24T00:00:00Z'

async function close(id: string, asked: Partial<CloseSegment> = {}): Promise<string> {
  return closeSegment(ctx.db, id, { carry_unread: false, as_of: null, ...asked }, ctx.now())
}

/** The show of boosts that were sent on some days. */
async function openAt(days: readonly string[]): Promise<Show> {
  for (const day of days) await boost(ctx, `sender ${day}`, 3000, { settled_at: `${day}T12:00:00Z` })
  return await ctx.db.selectFrom('shows').selectAll().executeTakeFirstOrThrow()
}

describe('the first segment of a show', () => {
  it('begins with the latest episode, or 14 days back; what is older is offered', async () => {
    const show = await openAt(['2026-10-01', '2026-11-05', '2026-11-10'])
    const names = async (now: string) => {
      const { floor } = await openSegmentOf(ctx.db, show, new Date(now))
      const json = await segmentAsJson(ctx.db, await openSegmentOf(ctx.db, show, new Date(now)), {
        now: new Date(now),
      })
      expect(json.floor).toBe(floor?.toISOString() ?? null)
      return [json.floor, json.begins_with?.title ?? null, boostsOf(json).length, json.older.count]
    }
    const fortnight = ['2026-11-02T00:00:00.000Z', null, 2, 1]
    expect(await names('2026-11-16T00:00:00Z')).toEqual(fortnight)
    // It does not creep on from day to day.
    expect(await names('2026-11-20T00:00:00Z')).toEqual(fortnight)
    await sql`update episodes set published_at = '2026-11-08T00:00:00Z', title = '458: New'`.execute(ctx.db)
    expect(await names('2026-11-20T00:00:00Z')).toEqual(['2026-11-08T00:00:00.000Z', '458: New', 1, 2])
    // Once a host has worked on it, it stays where it is.
    const { id } = await openSegmentOf(ctx.db, show, new Date('2026-11-20T00:00:00Z'))
    await patchSegment(ctx.db, id, { title: 'Mine' }, ctx.now())
    await sql`update episodes set published_at = '2026-11-19T00:00:00Z'`.execute(ctx.db)
    expect(await names('2026-11-20T00:00:00Z')).toEqual(['2026-11-08T00:00:00.000Z', null, 1, 2])
    await patchSegment(ctx.db, id, { floor: null }, ctx.now())
    expect(await names('2026-11-20T00:00:00Z')).toEqual([null, null, 3, 0])
  })

  it('begins with what was sent while its episode was live, before that was published', async () => {
    const show = await openAt(['2026-11-05', '2026-11-07'])
    await sql`update episodes set published_at = '2026-11-08T00:00:00Z', title = '458: New'`.execute(ctx.db)
    const { id: episode_id } = await ctx.db.selectFrom('episodes').select('id').executeTakeFirstOrThrow()
    const start_at = new Date('2026-11-07T11:00:00Z')
    await ctx.db
      .insertInto('live_items')
      .values({ show_id: show.id, key: 'live', episode_id, status: 'ended', start_at })
      .execute()
    const now = new Date('2026-11-20T00:00:00Z')
    const json = await segmentAsJson(ctx.db, await openSegmentOf(ctx.db, show, now), { now })
    expect(json).toMatchObject({ floor: start_at.toISOString(), begins_with: { title: '458: New' } })
    expect([boostsOf(json).length, json.older.count]).toEqual([1, 1])
  })

  it('has all sections, and everything from its beginning on', async () => {
    await boost(ctx, 'winebear', 5000, { settled_at: '2019-01-01T00:00:00Z' })
    const json = await current(ctx)
    expect(json.sections.map(({ kind }) => kind)).toEqual([
      'baller',
      'boosts',
      'fiat',
      'member',
      'thanks',
      'unproven',
      'streams',
    ])
    expect(order(json).boosts).toEqual(['winebear'])
    expect(json).toMatchObject({ closed_at: null, previous: null, can_reopen: false })
    expect(json.totals).toMatchObject({ boosts: 1, counted_msat: 5_000_000, supporters: 1, unread: 1 })
  })

  it('offers what was sent before a date that the host picks, and takes it in when asked', async () => {
    const old = await boost(ctx, 'kestrel', 3000, { settled_at: '2020-01-01T00:00:00Z' })
    const fresh = await boost(ctx, 'winebear', 3000)
    const { id } = await current(ctx)
    await patchSegment(ctx.db, id, { floor: '2026-01-01T00:00:00Z' }, ctx.now())
    expect(boostsOf(await current(ctx)).map((one) => one.id)).toEqual([fresh])
    expect((await current(ctx)).older).toEqual({ count: 1, more: false })
    const offered = await listOlder(ctx.db, await findSegment(ctx.db, id), { limit: 50 })
    expect(offered.items.map((one) => one.id)).toEqual([old])

    await takeOlder(ctx.db, id, [old])
    const json = await current(ctx)
    expect(boostIn(json, old).item.carried).toBe('older')
    expect(json.older.count).toBe(0)
    await expect(takeOlder(ctx.db, id, [old])).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('closing', () => {
  it('keeps what was read and opens the next, which begins empty', async () => {
    const read = await boost(ctx, 'winebear', 25_000)
    await boost(ctx, 'kestrel', 3000)
    await mark(ctx, [makeMark(read, { status: 'read' })])
    const first = await current(ctx)
    const closed = await segment(ctx, await close(first.id))
    expect(closed.closed_at).not.toBeNull()
    expect(order(closed)).toMatchObject({ baller: ['winebear'], boosts: ['kestrel'] })
    expect(closed.title).toBe('458')
    const next = await current(ctx)
    expect(next.id).not.toBe(first.id)
    expect(boostsOf(next)).toEqual([])
    expect(next.previous).toMatchObject({ id: first.id, title: '458' })
    expect(next.floor).toBe(first.opened_at)
  })

  it('brings back nothing that the host had left out by a later beginning', async () => {
    const out = await boost(ctx, 'kestrel', 3000)
    const { id } = await current(ctx)
    await boost(ctx, 'winebear', 25_000, { settled_at: '2026-12-31T12:00:00Z' })
    await patchSegment(ctx.db, id, { floor: '2026-12-31T00:00:00Z' }, ctx.now())
    await close(id)
    const next = await current(ctx)
    expect(next.floor).toBe('2026-12-31T00:00:00.000Z')
    expect(boostsOf(next).map((one) => one.id)).not.toContain(out)
  })

  it('moves on what is held, and what is unread where the host says so, with notes and stars', async () => {
    const held = await boost(ctx, 'winebear', 25_000)
    const unread = await boost(ctx, 'kestrel', 3000)
    const read = await boost(ctx, 'lowtide', 3000)
    await mark(ctx, [
      makeMark(held, { status: 'held', starred: true, note: 'ask Brent' }),
      makeMark(read, { status: 'read' }),
    ])
    const closed = await segment(ctx, await close((await current(ctx)).id, { carry_unread: true }))
    expect(boostsOf(closed).map((one) => one.id)).toEqual([read])
    const next = await current(ctx)
    expect(boostIn(next, held).item).toMatchObject({
      status: 'unread',
      starred: true,
      note: 'ask Brent',
      carried: 'held',
    })
    expect(boostIn(next, unread).item).toMatchObject({ status: 'unread', carried: 'unread' })
  })

  it('moves on what came after the host last looked', async () => {
    await boost(ctx, 'winebear', 3000)
    const seen = await current(ctx)
    await sql`update boosts set recorded_at = now() - interval '1 hour'`.execute(ctx.db)
    const late = await boost(ctx, 'kestrel', 3000)
    const closed = await segment(ctx, await close(seen.id, { as_of: seen.as_of }))
    expect(order(closed).boosts).toEqual(['winebear'])
    expect(boostsOf(await current(ctx)).map((one) => one.id)).toEqual([late])
  })

  it('lets one of two hosts close it', async () => {
    await boost(ctx, 'winebear', 3000)
    const { id } = await current(ctx)
    const both = await Promise.allSettled([close(id), close(id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    const { rows } = await sql`select from segments where closed_at is null`.execute(ctx.db)
    expect(rows).toHaveLength(1)
  })

  it('keeps amounts as they were when a late split comes, and shows the difference beside', async () => {
    const message = 'two splits'
    const id = await boost(ctx, 'winebear', 3000, { message, wallet: 'one', source: 'one' })
    const closedId = await close((await current(ctx)).id)
    await boost(ctx, 'winebear', 1000, {
      message,
      wallet: 'two',
      source: 'two',
      settled_at: '2026-11-22T20:00:30Z',
    })
    const closed = await segment(ctx, closedId)
    expect(boostIn(closed, id)).toMatchObject({ counted_msat: 3_000_000, now: { counted_msat: 4_000_000 } })
    expect(section(closed, 'boosts').counted_msat).toBe(3_000_000)
    expect(closed.totals.counted_msat).toBe(3_000_000)
    expect(boostsOf(await current(ctx))).toEqual([])
  })

  it('leaves a boost in it that is joined to another after closing', async () => {
    const one = await boost(ctx, 'winebear', 3000)
    const other = await boost(ctx, 'winebear', 4000)
    const closedId = await close((await current(ctx)).id)
    await join(one, other)
    expect(boostsOf(await current(ctx))).toEqual([])
    const closed = await segment(ctx, closedId)
    expect(closed.totals.counted_msat).toBe(7_000_000)
    expect(boostsOf(closed).map((found) => found.now?.counted_msat)).toEqual([7_000_000, 7_000_000])
  })

  it('does not pour in old boosts that are imported afterwards', async () => {
    await boost(ctx, 'winebear', 3000)
    await close((await current(ctx)).id)
    await boost(ctx, 'kestrel', 3000, { settled_at: '2020-01-01T00:00:00Z' })
    const fresh = await boost(ctx, 'lowtide', 3000, { settled_at: LATER })
    const json = await current(ctx)
    expect(boostsOf(json).map((found) => found.id)).toEqual([fresh])
    expect(json.older).toEqual({ count: 1, more: false })
  })
})

describe('opening the last one again', () => {
  it('goes on where it was, with what had been held', async () => {
    const held = await boost(ctx, 'winebear', 25_000)
    const read = await boost(ctx, 'kestrel', 3000)
    await mark(ctx, [makeMark(held, { status: 'held', note: 'later' }), makeMark(read, { status: 'read' })])
    const first = await current(ctx)
    const before = await current(ctx)
    await close(first.id)
    const next = await current(ctx)
    await reopenSegment(ctx.db, first.id, false)
    const again = await current(ctx)
    expect(again.id).toBe(first.id)
    expect(again.sections).toEqual(before.sections)
    expect((await segment(ctx, next.id)).id).toBe(first.id)
    expect(await close(first.id)).toBe(first.id)
  })

  it('asks before it merges a next one that was worked on, and then keeps its marks', async () => {
    const held = await boost(ctx, 'winebear', 25_000)
    await mark(ctx, [makeMark(held, { status: 'held' })])
    const first = await current(ctx)
    await close(first.id)
    await mark(ctx, [makeMark(held, { status: 'read', note: 'read there' })])
    await expect(reopenSegment(ctx.db, first.id, false)).rejects.toMatchObject({ code: 'conflict' })
    await reopenSegment(ctx.db, first.id, true)
    expect(boostIn(await current(ctx), held).item).toMatchObject({ status: 'read', note: 'read there' })
  })

  it('is for the last one only', async () => {
    await boost(ctx, 'winebear', 25_000)
    const first = await current(ctx)
    await expect(reopenSegment(ctx.db, first.id, false)).rejects.toMatchObject({ code: 'conflict' })
    await close(first.id)
    await close((await current(ctx)).id)
    expect((await segment(ctx, first.id)).can_reopen).toBe(false)
    await expect(reopenSegment(ctx.db, first.id, true)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('who is left out', () => {
  it('is the team and the hidden, and what is hidden or set aside', async () => {
    await boost(ctx, 'winebear', 3000)
    const host = await boost(ctx, 'chris', 3000)
    const hidden = await boost(ctx, 'spam', 3000)
    await sql`
      insert into show_supporters (show_id, supporter_id, team)
      select show_id, supporter_id, true from boosts where id = ${host}`.execute(ctx.db)
    await sql`update boosts set hidden = true where id = ${hidden}`.execute(ctx.db)
    expect(order(await current(ctx)).boosts).toEqual(['winebear'])
  })
})

describe('streams', () => {
  it('are summed, each in one segment', async () => {
    const stream = (sats: number) =>
      makeReport({
        amount_msat: sats * 1000,
        settled_at: LATER,
        boostagram: { action: 'stream', sender_name: 'kestrel', message: undefined },
      })
    await boost(ctx, 'winebear', 3000)
    await recordPayments(ctx.db, stream(10), stream(11))
    const first = await current(ctx)
    expect(first.sections.at(-1)).toEqual({
      kind: 'streams',
      received_msat: 21_000,
      payments: 2,
      supporters: 1,
    })
    const closed = await close(first.id)
    await recordPayments(ctx.db, stream(5))
    expect((await current(ctx)).sections.at(-1)).toMatchObject({ received_msat: 5000, payments: 1 })
    expect((await segment(ctx, closed)).sections.at(-1)).toMatchObject({ received_msat: 21_000 })
  })
})

/** Joins a boost's payments to another, as hosts do. */
async function join(id: string, other: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      update payments set boost_id = ${id}, pinned = true where boost_id in (${id}, ${other}) returning id`.execute(
      trx,
    )
    await sql`insert into boost_aliases (id, boost_id) values (${other}, ${id})`.execute(trx)
    await sql`delete from boosts where id = ${other}`.execute(trx)
    await regroup(trx, { payment_ids: rows.map((row) => row.id) })
  })
}
