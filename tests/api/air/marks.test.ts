import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyMarks } from '#api/air/mark/apply-marks.ts'
import { marksSince } from '#api/air/mark/marks-since.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { findSegment } from '#api/air/segment/find-segment.ts'
import { createApp } from '#api/app.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import { mergeBoosts } from '#api/boost/group/write-boosts.ts'
import type { Mark, MarkSet } from '#api/contract/air/mark.ts'
import { boost, boostIn, current, HOST, makeMark, mark, order, segment } from '#tests/helper/air.ts'
import { keyCredential, personCredential } from '#tests/helper/credential.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let clock = new Date('2026-12-22T21:00:00Z')

beforeAll(async () => {
  ctx = await makeContext({ now: () => clock })
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
  clock = new Date('2026-12-22T21:00:00Z')
})

const wait = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000)
}
const item = async (id: string) => boostIn(await current(ctx), id).item
const readAt = async (id: string) =>
  (await ctx.db.selectFrom('boosts').select('read_at').where('id', '=', id).executeTakeFirst())?.read_at

describe('marks', () => {
  it('count once, however often they are sent, and answer with the items as they are', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    const read = makeMark(id, { status: 'read' })
    const first = await mark(ctx, [read])
    expect(first.items).toMatchObject([{ boost_id: id, item: { status: 'read', version: 1 } }])
    wait(60)
    const again = await mark(ctx, [read, read])
    expect(again.items).toEqual(first.items)
    expect(again.revision).toBe(first.revision)
  })

  it('note when a boost was first read on air, and an undo takes that back', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    const read = makeMark(id, { status: 'read' }, { elapsed_ms: 90_000 })
    await mark(ctx, [read])
    expect(await readAt(id)).toEqual(new Date('2026-12-22T20:58:30Z'))
    await mark(ctx, [makeMark(id, {}, { undo: read.op_id })])
    expect(await readAt(id)).toBeNull()
    expect(await item(id)).toMatchObject({ status: 'unread', version: 2 })
  })

  it('of a device that was away come in between those that were made meanwhile', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    await mark(ctx, [makeMark(id, { status: 'unread', starred: true })])
    wait(60)
    const late = await mark(ctx, [makeMark(id, { status: 'read', starred: false }, { elapsed_ms: 300_000 })])
    expect(late.items[0]?.item).toMatchObject({ status: 'unread', starred: true })
  })

  it('keep both of two notes that were written apart', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    await mark(ctx, [makeMark(id, { note: 'ask Brent' }, { seen_version: 0 })])
    await mark(ctx, [makeMark(id, { note: 'play the clip' }, { seen_version: 0 })])
    expect((await item(id)).note).toBe('ask Brent\nplay the clip')
    await mark(ctx, [makeMark(id, { note: 'done' }, { seen_version: 2 })])
    expect((await item(id)).note).toBe('done')
  })

  it('that cannot be taken cost the others nothing', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    const stray = makeMark(randomUUID(), { status: 'read' })
    const answer = await mark(ctx, [stray, makeMark(id, { status: 'read' })])
    expect(answer.rejected).toEqual([
      { op_id: stray.op_id, boost_id: stray.boost_id, error: 'This boost is not in the segment.' },
    ])
    expect((await item(id)).status).toBe('read')
  })

  it('move a supporter, and stay while others arrive', async () => {
    const one = await boost(ctx, 'winebear', 3000)
    const other = await boost(ctx, 'kestrel', 3000, { settled_at: '2026-11-22T20:01:00Z' })
    await mark(ctx, [makeMark(one, { move: { section: 'boosts', after: other } })])
    await boost(ctx, 'lowtide', 3000, { settled_at: '2026-11-22T20:02:00Z' })
    await boost(ctx, 'winebear', 30_000)
    const json = await current(ctx)
    expect(order(json)).toMatchObject({ baller: [], boosts: ['kestrel', 'winebear', 'lowtide'] })
    await mark(ctx, [makeMark(one, { move: null })])
    expect(order(await current(ctx)).baller).toEqual(['winebear'])
  })

  it('are read in pieces by devices that have the rest', async () => {
    const [one, other] = [await boost(ctx, 'winebear', 3000), await boost(ctx, 'kestrel', 3000)]
    const { revision } = await mark(ctx, [makeMark(one, { status: 'read' })])
    await mark(ctx, [makeMark(other, { status: 'skipped' })])
    const open = await findSegment(ctx.db, (await current(ctx)).id)
    const since = await marksSince(ctx.db, open, revision)
    expect(since).toMatchObject({ items: [{ boost_id: other, item: { status: 'skipped' } }], reload: false })
    await mark(ctx, [makeMark(one, { move: { section: 'thanks', after: null } })])
    expect((await marksSince(ctx.db, await findSegment(ctx.db, open.id), revision)).reload).toBe(true)
  })
})

describe('a boost that was joined to another', () => {
  async function joined(): Promise<{ id: string; alias: string }> {
    const id = await boost(ctx, 'winebear', 3000)
    const alias = await boost(ctx, 'winebear', 4000)
    return { id, alias }
  }
  async function join({ id, alias }: { id: string; alias: string }): Promise<void> {
    await ctx.db.transaction().execute(async (trx) => {
      await sql`update payments set boost_id = ${id}, pinned = true where boost_id in (${id}, ${alias})`.execute(
        trx,
      )
      await mergeBoosts(trx, alias, id)
      const rows = await trx.selectFrom('payments').select('id').where('boost_id', '=', id).execute()
      await regroup(trx, { payment_ids: rows.map((row) => row.id) })
    })
  }

  it('is marked under either id', async () => {
    const pair = await joined()
    await join(pair)
    const answer = await mark(ctx, [makeMark(pair.alias, { status: 'read' })])
    expect(answer.items).toMatchObject([{ boost_id: pair.id, also: [pair.alias], item: { status: 'read' } }])
    expect(await readAt(pair.id)).toEqual(clock)
  })

  it('has the marks of both, in the order in which they were made', async () => {
    const pair = await joined()
    await mark(ctx, [makeMark(pair.id, { status: 'read', note: 'one' }, { seen_version: 0 })])
    wait(5)
    await mark(ctx, [makeMark(pair.alias, { status: 'held', note: 'two' }, { seen_version: 0 })])
    await join(pair)
    expect(await item(pair.id)).toMatchObject({ status: 'held', note: 'one\ntwo' })
    wait(5)
    await mark(ctx, [makeMark(pair.alias, { starred: true })])
    expect(await item(pair.id)).toMatchObject({ status: 'held', starred: true, note: 'one\ntwo', version: 3 })
  })
})

describe('marks of a segment that was closed', () => {
  const close = (id: string, carry_unread = false) =>
    closeSegment(ctx.db, id, { carry_unread, as_of: null }, clock)

  it('count where they were made before, and are refused where they were made after', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    const first = await current(ctx)
    wait(60)
    await close(first.id)
    wait(60)
    await mark(ctx, [makeMark(id, { status: 'read' }, { elapsed_ms: 100_000 })], first.id)
    expect(boostIn(await segment(ctx, first.id), id).item.status).toBe('read')
    await expect(mark(ctx, [makeMark(id, { status: 'skipped' })], first.id)).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('count in the next where the boost went on', async () => {
    const id = await boost(ctx, 'winebear', 3000)
    const first = await current(ctx)
    wait(60)
    await close(first.id, true)
    wait(60)
    const answer = await mark(ctx, [makeMark(id, { status: 'read' }, { elapsed_ms: 100_000 })], first.id)
    expect(answer.items).toMatchObject([{ boost_id: id, item: { status: 'read', carried: 'unread' } }])
    expect((await item(id)).status).toBe('read')
  })

  it('count in the next where the boost came after the host had looked', async () => {
    await boost(ctx, 'winebear', 3000)
    const first = await current(ctx)
    wait(60)
    await close(first.id)
    const late = await boost(ctx, 'kestrel', 3000, { settled_at: clock.toISOString() })
    await mark(ctx, [makeMark(late, { starred: true })], first.id)
    expect((await item(late)).starred).toBe(true)
  })
})

const setArb: fc.Arbitrary<MarkSet> = fc.oneof(
  fc.record({ status: fc.constantFrom('unread', 'read', 'skipped', 'held') }),
  fc.record({ starred: fc.boolean() }),
  fc.record({ note: fc.constantFrom('a', 'b', null) }),
)
/** What each of two devices does at a second of its own, and when that arrives, maybe twice. */
const opsArb = fc.array(
  fc.record({
    device: fc.nat(1),
    which: fc.nat(1),
    at: fc.nat(500),
    set: setArb,
    arrivals: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 8 },
)

describe('two devices', () => {
  it('come to the same, whatever is delayed, doubled and interleaved', async () => {
    const boosts = [await boost(ctx, 'winebear', 3000), await boost(ctx, 'kestrel', 3000)] as const
    const { id } = await current(ctx)
    const start = clock.getTime()
    await fc.assert(
      fc.asyncProperty(opsArb, async (drafts) => {
        const ops = drafts
          .toSorted((a, b) => a.at - b.at)
          // No two of them in the same instant: which comes first is then known.
          .map((draft, at) => ({ ...draft, at: draft.at * 1000 + at, op_id: randomUUID() }))
        const deliveries = ops
          .flatMap((op) => op.arrivals.map((delay) => ({ op, arrives: op.at + delay * 1000 })))
          .sort((a, b) => a.arrives - b.arrives)
        await sql`delete from segment_marks`.execute(ctx.db)
        await sql`delete from segment_items`.execute(ctx.db)
        const send = (marks: Mark[], now: number) =>
          applyMarks(ctx.db, id, marks, { host: HOST, now: new Date(start + now) })
        const markOf = (op: (typeof ops)[number], arrives: number): Mark => ({
          ...makeMark(boosts[op.which as 0 | 1], op.set),
          op_id: op.op_id,
          elapsed_ms: arrives - op.at,
        })
        for (const { op, arrives } of deliveries) await send([markOf(op, arrives)], arrives)
        const scattered = await itemsNow(boosts)

        await sql`delete from segment_marks`.execute(ctx.db)
        await sql`delete from segment_items`.execute(ctx.db)
        for (const op of ops) await send([markOf(op, op.at)], op.at)
        expect(scattered).toEqual(await itemsNow(boosts))
      }),
      { numRuns: runsOf(6) },
    )
  })

  it('who mark at the same time wait for each other, and lose nothing', async () => {
    const ids = await Promise.all(['a', 'b', 'c', 'd'].map((name) => boost(ctx, name, 3000)))
    const { id } = await current(ctx)
    await Promise.all(
      [...ids, ...ids.toReversed()].map((boostId, at) =>
        mark(ctx, [makeMark(boostId, at < 4 ? { starred: true } : { status: 'read' })], id),
      ),
    )
    for (const boostId of ids)
      expect(await item(boostId)).toMatchObject({ starred: true, status: 'read', version: 2 })
  })
})

async function itemsNow(ids: readonly string[]) {
  const json = await current(ctx)
  return ids.map((id) => {
    const { version: _, ...rest } = boostIn(json, id).item
    return rest
  })
}

describe('over HTTP', () => {
  it('two hosts mark, close once, and read what was closed', async () => {
    const app = request(createApp(ctx))
    const [chris, brent] = [await personCredential(ctx, 'host'), await personCredential(ctx, 'owner')]
    const id = await boost(ctx, 'winebear', 3000, { settled_at: ctx.now().toISOString() })
    const open = await app.get('/api/v1/segments/current?show=linux-unplugged').set(chris)
    expect(open.status).toBe(200)
    const path = `/api/v1/segments/${open.body.id}`
    const marked = await app
      .post(`${path}/marks`)
      .set(brent)
      .send([makeMark(id, { status: 'read' }, { seen_version: 0, elapsed_ms: 0 })])
    expect(marked.body).toMatchObject({ items: [{ boost_id: id, item: { status: 'read' } }], rejected: [] })
    const both = await Promise.all([
      app.post(`${path}/close`).set(chris).send({ carry_unread: false }),
      app.post(`${path}/close`).set(brent),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const closed = await app.get(path).set(chris)
    expect(closed.body.sections[1].groups[0].boosts[0]).toMatchObject({ id, item: { status: 'read' } })
    const list = await app.get('/api/v1/segments?show=linux-unplugged&limit=1').set(chris)
    expect(list.body).toMatchObject({ items: [{ id: open.body.id, can_reopen: true }], next_cursor: null })
    expect((await app.post(`${path}/reopen`).set(chris)).body.closed_at).toBeNull()
  })

  it('reading is for readers, marking for hosts; what is not there is not found', async () => {
    const app = request(createApp(ctx))
    const reader = await keyCredential(ctx, ['read'])
    const host = await personCredential(ctx, 'host')
    const id = await boost(ctx, 'winebear', 3000)
    const path = `/api/v1/segments/${(await current(ctx)).id}`
    expect((await app.get(path).set(reader)).status).toBe(200)
    expect(
      (
        await app
          .post(`${path}/marks`)
          .set(reader)
          .send([makeMark(id, { status: 'read' })])
      ).status,
    ).toBe(403)
    expect((await app.get('/api/v1/segments/current?show=nobodys').set(reader)).status).toBe(404)
    expect((await app.get('/api/v1/segments/current').set(reader)).status).toBe(400)
    expect((await app.get(`/api/v1/segments/${randomUUID()}`).set(reader)).status).toBe(404)
    expect(
      (
        await app
          .post(`${path}/marks`)
          .set(host)
          .send([{ boost_id: id }])
      ).status,
    ).toBe(400)
    expect((await app.post(`${path}/marks`).set(host).send([])).status).toBe(400)
  })
})
