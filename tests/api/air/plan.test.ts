import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { createApp } from '#api/app.ts'
import type { SegmentPatch } from '#api/contract/air/segment.ts'
import type { AirSettingsPatch } from '#api/contract/air/settings.ts'
import { boost, boostIn, current, makeMark, mark, order, SHOW } from '#tests/helper/air.ts'
import { type Credential, personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let ctx: TestContext
let host: Credential

beforeAll(async () => {
  ctx = await makeContext()
  host = await personCredential(ctx, 'host')
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
})

async function patch(path: string, body: SegmentPatch | AirSettingsPatch, status = 200) {
  const answer = await request(createApp(ctx)).patch(`/api/v1/${path}`).set(host).send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body
}
const plan = async (asked: SegmentPatch['plan'], status = 200) =>
  patch(`segments/${(await current(ctx)).id}`, asked === undefined ? {} : { plan: asked }, status)

describe('a plan', () => {
  it('is the show’s until a segment has its own, and the show’s again afterwards and in the next segment', async () => {
    await boost(ctx, 'winebear', 3000)
    const first = await current(ctx)
    expect(first.plan).toMatchObject({ target_s: null, from_sats: null, fold: true })
    await patch(`shows/${SHOW}/air-settings`, { target_s: 900 })
    expect((await current(ctx)).plan.target_s).toBe(900)
    expect((await plan({ target_s: 720, fold: false })).plan).toMatchObject({ target_s: 720, fold: false })
    // What is not given stays as it was planned.
    expect((await plan({ from_sats: 5000 })).plan).toMatchObject({ target_s: 720, from_sats: 5000 })
    expect((await plan({ target_s: null })).plan.target_s).toBeNull()
    expect((await plan(null)).plan).toMatchObject({ target_s: 900, from_sats: null, fold: true })
    await plan({ target_s: 60 })
    await closeSegment(ctx.db, first.id, { carry_unread: false, as_of: null }, ctx.now())
    expect((await current(ctx)).plan.target_s).toBe(900)
    const late = await patch(`segments/${first.id}`, { plan: { target_s: 600 } }, 409)
    expect(late.detail).toContain('closed')
    await plan({ target_s: 5 }, 400)
  })

  it('thanks what is too small today, but for what is pinned or was put where it is', async () => {
    const small = await boost(ctx, 'small', 3000)
    await boost(ctx, 'middling', 4000)
    const moved = await boost(ctx, 'moved', 3500)
    await boost(ctx, 'large', 30_000)
    await plan({ from_sats: 5000 })
    const all = { baller: ['large'], boosts: [], thanks: ['small', 'middling', 'moved'] }
    expect(order(await current(ctx))).toMatchObject(all)
    await mark(ctx, [makeMark(moved, { move: { section: 'boosts', after: null } })])
    const pin = makeMark(small, { pinned: true })
    await mark(ctx, [pin])
    const json = await current(ctx)
    expect(order(json)).toMatchObject({ boosts: ['small', 'moved'], thanks: ['middling'] })
    expect(boostIn(json, small).item.pinned).toBe(true)
    await mark(ctx, [makeMark(small, {}, { undo: pin.op_id })])
    expect(order(await current(ctx))).toMatchObject({ boosts: ['moved'], thanks: ['small', 'middling'] })
    await plan({ from_sats: 50_000 })
    expect(order(await current(ctx))).toMatchObject({ baller: [], boosts: ['moved'] })
  })

  it('has its own order, and is kept by the show under a name', async () => {
    await boost(ctx, 'first', 3000)
    await boost(ctx, 'second', 9000, { settled_at: '2026-11-22T21:00:00Z' })
    const { plan: usual } = await current(ctx)
    expect(order(await current(ctx)).boosts).toEqual(['first', 'second'])
    const long = { ...usual, target_s: 1800, order: { ...usual.order, boosts: 'largest' as const } }
    await plan(long)
    expect(order(await current(ctx)).boosts).toEqual(['second', 'first'])
    const answer = await patch(`shows/${SHOW}/air-settings`, { presets: [{ name: 'Long', plan: long }] })
    expect(answer.presets).toEqual([{ name: 'Long', plan: long }])
    await patch(`shows/${SHOW}/air-settings`, { presets: [{ name: ' ', plan: long }] }, 400)
  })
})
