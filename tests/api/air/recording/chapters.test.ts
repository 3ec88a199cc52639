import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { createApp } from '#api/app.ts'
import type { ItemStatus } from '#api/contract/air/item.ts'
import type { PutPlace } from '#api/contract/air/place.ts'
import type { SetRecording } from '#api/contract/air/recording.ts'
import { boost, boostsOf, current, makeMark } from '#tests/helper/air.ts'
import { type Credential, personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
const BEGUN = Date.parse('2026-11-22T21:00:00Z')

let ctx: TestContext
let chris: Credential
let brent: Credential
let clock = new Date(BEGUN)
let id: string
let keys: Record<string, string>

beforeAll(async () => {
  ctx = await makeContext({ now: () => clock })
  chris = await personCredential(ctx, 'host')
  brent = await personCredential(ctx, 'owner')
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
  at(0)
  for (const [at, name] of ['northwoods', 'meshling', 'winebear', 'bob', 'lowtide'].entries())
    await boost(ctx, name, 30_000 - at * 1000)
  await boost(ctx, 'kestrel', 100)
  await boost(ctx, 'streamer', 5, { boostagram: { action: 'stream', sender_name: 'streamer' } }).catch(
    () => {},
  )
  const json = await current(ctx)
  id = json.id
  keys = Object.fromEntries(
    json.sections.flatMap((section) =>
      section.kind === 'streams' ? [] : section.groups.map((group) => [group.supporter.name, group.key]),
    ),
  )
})

/** Sets the time, in seconds of the evening. */
function at(second: number): void {
  clock = new Date(BEGUN + second * 1000)
}

async function send(method: 'post' | 'put', path: string, body: object, who = chris) {
  const answer = await request(createApp(ctx))[method](`/api/v1/segments/${id}/${path}`).set(who).send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

/** Shows a supporter's turn, or what is named; null is a blank screen. */
const show = (name: string | null, over: Partial<PutPlace> = {}, who = chris) =>
  send(
    'put',
    'place',
    { item: name === null ? null : (keys[name] ?? name), device: 'laptop', words: 10, ...over },
    who,
  )
const record = (body: Partial<SetRecording> = {}) => send('post', 'recording', body)

async function markAs(name: string, status: ItemStatus, who = chris): Promise<string[]> {
  const boosts = boostsOf(await current(ctx)).filter(({ supporter }) => supporter.name === name)
  const marks = boosts.map((one) => makeMark(one.id, { status }))
  await send('post', 'marks', marks, who)
  return marks.map(({ op_id }) => op_id)
}

/** The file, its body as text. */
async function file() {
  return await request(createApp(ctx))
    .get(`/api/v1/segments/${id}/chapters.json`)
    .set(chris)
    .buffer(true)
    .parse((res, done) => {
      let text = ''
      res.on('data', (chunk) => {
        text += chunk
      })
      res.on('end', () => done(null, text))
    })
}

async function chapters(): Promise<Record<string, number>> {
  const { chapters } = JSON.parse((await file()).body)
  return Object.fromEntries(
    chapters.map(({ startTime, title }: { startTime: number; title: string }) => [
      title.replace('Boost: ', ''),
      startTime,
    ]),
  )
}

describe('a chapter', () => {
  it('is what was read, where it was shown before; nothing that was skipped, held or only seen', async () => {
    await show('northwoods')
    at(60)
    await record()
    at(62)
    await markAs('northwoods', 'read')
    await show('meshling')
    at(64)
    await markAs('meshling', 'skipped')
    await show('winebear')
    at(66)
    await markAs('winebear', 'held')
    await show('bob')
    at(67)
    await show('lowtide')
    at(90)
    await markAs('lowtide', 'read')
    await show('thanks')
    at(120)
    await markAs('kestrel', 'read')
    at(140)
    // What is only looked at afterwards is no chapter, and moves none.
    await show('northwoods')
    at(200)
    await show('bob')
    expect(await chapters()).toEqual({ northwoods: 0, lowtide: 7, Thanks: 30 })
  })

  it('goes by what stands in the end: an undone mark makes none', async () => {
    await record()
    await show('northwoods')
    at(10)
    const [op = ''] = await markAs('northwoods', 'read')
    await show('meshling')
    at(12)
    const [first] = boostsOf(await current(ctx))
    await send('post', 'marks', [makeMark(first?.id ?? '', {}, { undo: op })])
    expect(await chapters()).toEqual({})
    await show('northwoods')
    at(40)
    await markAs('northwoods', 'read')
    expect(await chapters()).toEqual({ northwoods: 12 })
  })

  it('begins where its reader showed it, and goes on after a reload of the page', async () => {
    await record()
    at(10)
    await show('northwoods')
    at(15)
    await show('northwoods', { device: 'phone' }, brent)
    at(20)
    await show('northwoods')
    at(30)
    await markAs('northwoods', 'read')
    expect(await chapters()).toEqual({ northwoods: 10 })
  })

  it('ends where the reading view is left, which leads nobody away', async () => {
    await show('northwoods')
    at(10)
    const place = await show(null, { left: true })
    expect(place.item).toBe(keys.northwoods)
    at(20)
    await record()
    at(30)
    await markAs('northwoods', 'read')
    expect(await chapters()).toEqual({})
  })

  it('of streams is when they were shown for more than a glimpse', async () => {
    await record()
    at(10)
    await show('streams')
    at(11)
    await show('northwoods')
    at(30)
    await show('streams')
    at(40)
    await show(null)
    expect(await chapters()).toEqual({ Streams: 30 })
  })

  it('knows what was shown and read while the server was away, also of a closed segment', async () => {
    await record()
    at(600)
    const before = [{ item: keys.northwoods, elapsed_ms: 300_000 }]
    await send('put', 'place', { item: keys.meshling, device: 'laptop', elapsed_ms: 60_000, before })
    const json = await current(ctx)
    const idOf = (name: string) => boostsOf(json).find(({ supporter }) => supporter.name === name)?.id ?? ''
    await send('post', 'marks', [
      makeMark(idOf('northwoods'), { status: 'read' }, { elapsed_ms: 61_000 }),
      makeMark(idOf('meshling'), { status: 'read' }, { elapsed_ms: 1_000 }),
    ])
    expect(await chapters()).toEqual({ northwoods: 300, meshling: 540 })
    await closeSegment(ctx.db, id, { carry_unread: true, as_of: null }, clock)
    expect(await chapters()).toEqual({ northwoods: 300, meshling: 540 })
  })
})

describe('the clock', () => {
  async function readAll(): Promise<void> {
    for (const [at_s, name] of [
      [100, 'northwoods'],
      [130, 'meshling'],
      [160, 'winebear'],
    ] as const) {
      at(at_s)
      await show(name)
      at(at_s + 29)
      await markAs(name, 'read')
    }
  }

  it('is started after the fact, and moved, also when the segment is closed', async () => {
    await readAll()
    expect(await chapters()).toEqual({})
    const began = (second: number) => ({ at: new Date(BEGUN + second * 1000).toISOString() })
    expect((await record(began(40))).recording).toMatchObject({ started_at: began(40).at })
    expect(await chapters()).toEqual({ northwoods: 60, meshling: 90, winebear: 120 })
    await closeSegment(ctx.db, id, { carry_unread: true, as_of: null }, clock)
    await record(began(150))
    expect(await chapters()).toEqual({ meshling: 0, winebear: 10 })
    const future = await request(createApp(ctx))
      .post(`/api/v1/segments/${id}/recording`)
      .set(chris)
      .send(began(100_000))
    expect(future.status).toBe(400)
  })

  it('stands still and goes on, once, whoever presses; what is shown meanwhile begins where it goes on', async () => {
    await record()
    at(20)
    await show('northwoods')
    at(30)
    await record({ pause: true })
    await record({ pause: true })
    at(50)
    await markAs('northwoods', 'read')
    await show('meshling')
    at(90)
    expect((await record({ pause: false })).recording.pauses).toEqual([
      { from: new Date(BEGUN + 30_000).toISOString(), to: new Date(BEGUN + 90_000).toISOString() },
    ])
    await record({ pause: false })
    at(100)
    await markAs('meshling', 'read')
    await show('winebear')
    at(110)
    await record({ pause: true })
    await show('bob')
    at(120)
    await markAs('bob', 'read')
    await markAs('winebear', 'read')
    expect(await chapters()).toEqual({ northwoods: 20, meshling: 30, winebear: 40 })
  })

  it('is started once by two hosts; it can begin anew, and be forgotten; it cannot stand still before', async () => {
    const app = request(createApp(ctx))
    const early = await app.post(`/api/v1/segments/${id}/recording`).set(chris).send({ pause: true })
    expect(early.status).toBe(409)
    const first = await record()
    at(60)
    expect((await record()).recording).toEqual(first.recording)
    await record({ pause: true })
    const again = await record({ restart: true })
    expect(again.recording).toEqual({ started_at: clock.toISOString(), offset_s: 0, pauses: [] })
    expect((await record({ stop: true })).recording).toBeNull()
  })
})

describe('edits of chapters', () => {
  it('are titles, times, what is left out, one more, and the offset of the published file', async () => {
    await record({ offset_s: -30 })
    for (const [at_s, name] of [
      [600, 'northwoods'],
      [660, 'meshling'],
    ] as const) {
      at(at_s)
      await show(name)
      at(at_s + 50)
      await markAs(name, 'read')
    }
    const { items } = await send('put', 'chapters', {
      offset_s: 90.5,
      items: [
        { item: keys.northwoods, title: 'Baller of the week' },
        { item: keys.meshling, hidden: true },
        { item: 'own', title: 'Picks', start_s: 2 },
      ],
    })
    expect(items[1]).toMatchObject({
      title: 'Baller of the week',
      proposed: { title: 'Boost: northwoods', start_s: 690.5 },
    })
    const { headers, body } = await file()
    expect(headers['content-type']).toBe('application/json+chapters; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="linux-unplugged-458-chapters.json"')
    expect(JSON.parse(body)).toEqual({
      version: '1.2.0',
      podcastName: 'LINUX Unplugged',
      chapters: [
        { startTime: 2, title: 'Picks' },
        { startTime: 690.5, title: 'Baller of the week' },
      ],
    })
  })
})

describe('the pace', () => {
  const names = ['northwoods', 'meshling', 'winebear', 'bob', 'lowtide']
  const pace = async () => (await current(ctx)).pace
  const USUAL = { seconds_per_item: 8, words_per_minute: 150, measured: 0 }

  it('is learned from what was read while the clock ran, by the median, and is one for all hosts', async () => {
    await record()
    // With 10 words each, 12 seconds are usual: three at half the speed, a long and a short one.
    let now = 0
    for (const [index, took] of [24, 24, 24, 500, 6].entries()) {
      at(now)
      await show(names[index] ?? '')
      now += took
      at(now)
      await markAs(names[index] ?? '', 'read')
    }
    await show(null, { left: true })
    expect(await pace()).toEqual({ seconds_per_item: 16, words_per_minute: 75, measured: 5 })
    const asBrent = await request(createApp(ctx))
      .get('/api/v1/segments/current?show=linux-unplugged')
      .set(brent)
    expect(asBrent.body.pace).toEqual(await pace())
  })

  it('is not learned from looking, from skipping, from a view that was left, nor without the clock', async () => {
    // The view is opened ten times, the whole list is leafed through, and all of it read without the clock.
    for (let round = 0; round < 10; round++) {
      at(round * 100)
      await show('northwoods')
      at(round * 100 + 50)
      await show(null, { left: true })
    }
    for (const [index, name] of names.entries()) {
      at(2000 + index * 40)
      await show(name)
    }
    expect(await pace()).toEqual(USUAL)
    at(3000)
    await record()
    for (const [index, name] of names.entries()) {
      at(3000 + index * 40)
      await show(name)
      at(3030 + index * 40)
      if (index % 2 === 0) await markAs(name, 'skipped')
      await show(null, { left: true })
    }
    expect(await pace()).toEqual(USUAL)
    await record({ stop: true })
    for (const [index, name] of names.entries()) {
      at(4000 + index * 40)
      await show(name)
      at(4030 + index * 40)
      await markAs(name, 'read')
    }
    await show(null)
    expect(await pace()).toEqual(USUAL)
  })
})
