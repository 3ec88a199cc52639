import request from 'supertest'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import type { OverlaySettings } from '#api/contract/overlay.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { type Paid, pay } from '#tests/e2e/helper/pay.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import { EVERY_BOOST } from '#tests/helper/overlay-rule.ts'
import { openOverlay } from '#tests/helper/overlay-stream.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'
import { until } from '#tests/helper/until.ts'

const OVERLAYS = '/shows/kill-show/overlays'

let service: TestService
let credential: { Authorization: string }
let showId = 0
const open: { close(): void }[] = []

beforeAll(async () => {
  service = await startTestService()
  credential = await keyCredential(service.ctx, ['admin'])
  await pay(service.ctx, { sender: 'before', message: 'Long ago' })
  const show = await service.ctx.db
    .updateTable('shows')
    .set({ status: 'kept' })
    .returning('id')
    .executeTakeFirstOrThrow()
  showId = show.id
})
afterAll(() => service.close())
beforeEach(async () => {
  await service.ctx.db.deleteFrom('overlays').execute()
})
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})

async function ask(method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) {
  return await request(createApp(service.ctx))[method](`/api/v1${path}`).set(credential).send(body)
}

async function make(settings: Partial<OverlaySettings> = {}) {
  const { body } = await ask('post', OVERLAYS, { name: 'Stream' })
  await ask('patch', `${OVERLAYS}/${body.id}`, {
    settings: { moderated: false, rules: [EVERY_BOOST], ...settings },
  })
  return { id: String(body.id), address: String(body.address) }
}

async function watch(address: string) {
  const overlay = await openOverlay(service.url, address)
  open.push(overlay)
  if (overlay.status === 200)
    await until('the overlay is told what there is', () => overlay.told.state !== null)
  return overlay
}

const boost = (sender: string, rest: Paid = {}) =>
  pay(service.ctx, { sender, message: `Hello of ${sender}`, ...rest })
const queue = async (id: string) => (await ask('get', `${OVERLAYS}/${id}/alerts`)).body.items
const boostOf = async (name: string) =>
  await service.ctx.db
    .selectFrom('boosts')
    .innerJoin('supporters', 'supporters.id', 'boosts.supporter_id')
    .select(['boosts.id', 'supporters.id as supporter_id'])
    .where('supporters.name', '=', name)
    .executeTakeFirstOrThrow()

describe('the address of an overlay', () => {
  it('lets one in, is shown once, and ends when it is made anew', async () => {
    const { id, address } = await make()
    const overlay = await watch(address)
    expect(overlay.status).toBe(200)
    const listed = JSON.stringify((await ask('get', OVERLAYS)).body)
    expect(listed).not.toContain(address.split('#')[1])
    const { body } = await ask('post', `${OVERLAYS}/${id}/address`)
    await overlay.ended
    expect(overlay.told.gone).toBe(true)
    expect((await openOverlay(service.url, address)).status).toBe(404)
    expect((await watch(body.address)).status).toBe(200)
  })

  it('leads nobody in who guesses', async () => {
    expect((await openOverlay(service.url, '/overlay#')).status).toBe(404)
    expect((await openOverlay(service.url, `/overlay#${'a'.repeat(43)}`)).status).toBe(404)
  })
})

describe('what an overlay is to show', () => {
  it('is each boost that a wallet received since it was made, once and in order, in every browser', async () => {
    const { address } = await make()
    const [one, two] = [await watch(address), await watch(address)]
    await boost('ann')
    await boost('ben')
    await one.shows('ann', 'ben')
    await two.shows('ann', 'ben')
    expect(one.told.state?.alerts.map(({ place }) => place)).toEqual([1, 2])
    // One that opens it later is told the same, and from where to begin.
    const late = await watch(address)
    expect(late.told.state?.last_place).toBe(2)
  })

  it('are no streams, no boosts by schedule unless wanted, nothing that was sent long ago, and never a claim', async () => {
    const { address, id } = await make()
    const overlay = await watch(address)
    await boost('streamer', { action: 'stream' })
    await boost('scheduled', { action: 'auto' })
    await boost('old', { settled_at: new Date(Date.now() - 3 * 3_600_000) })
    await recordClaims(service.ctx.db, [
      makeClaim(showId, { route: 'zap', sent_at: new Date(), reading: { sender: { name: 'claimant' } } }),
    ])
    await boost('last')
    await overlay.shows('last')
    await ask('patch', `${OVERLAYS}/${id}`, { settings: { autos: true } })
    await overlay.shows('last', 'scheduled')
  })

  it('is what the first rule that fits says, and nothing where none does', async () => {
    const big = { ...EVERY_BOOST, from_sats: 1000, sound: 'fanfare' as const }
    const words = { ...EVERY_BOOST, words: 'BELL', sound: 'bell' as const }
    const { address } = await make({ rules: [big, words, { ...EVERY_BOOST, to_sats: 10 }] })
    const overlay = await watch(address)
    await boost('small', { sats: 10 })
    await boost('middle', { sats: 11 })
    await boost('ringer', { sats: 999, message: 'Ring the bell' })
    await boost('large', { sats: 1000, message: 'Ring the bell' })
    await overlay.shows('small', 'ringer', 'large')
    expect(overlay.told.state?.alerts.map(({ rule }) => rule.sound)).toEqual(['none', 'bell', 'fanfare'])
  })

  it('goes when a host hides it, and is nobody’s who is hidden or of the team', async () => {
    const { address } = await make()
    const overlay = await watch(address)
    for (const name of ['shy', 'colleague', 'loud']) await boost(name)
    await overlay.shows('shy', 'colleague', 'loud')
    const [shy, colleague, loud] = [await boostOf('shy'), await boostOf('colleague'), await boostOf('loud')]
    await ask('patch', `/shows/kill-show/supporters/${shy.supporter_id}`, { hidden: true })
    await ask('patch', `/shows/kill-show/supporters/${colleague.supporter_id}`, { team: true })
    await overlay.shows('loud')
    await ask('patch', `/boosts/${loud.id}`, { hidden: true })
    await overlay.shows()
  })

  it('says names, amounts and messages as the show publishes them', async () => {
    const { address } = await make()
    const overlay = await watch(address)
    await boost('named', { sats: 1337 })
    await overlay.shows('named')
    expect(overlay.told.state?.alerts).toMatchObject([{ amount: '1,337 sats', words: 'Hello of named' }])
    await changePublicSettings(service.ctx.db, showId, { names: false, amounts: 'none', messages: 'never' })
    await overlay.shows('A listener')
    expect(overlay.told.state?.alerts).toMatchObject([{ amount: null, words: null }])
    await changePublicSettings(service.ctx.db, showId, { names: true, amounts: 'exact', messages: 'at_once' })
  })

  it('has the month’s sum, the last supporter, ranks and goals beside it, those that are wanted', async () => {
    const { address } = await make({ ticker: true, leaderboard: true })
    await ask('post', '/shows/kill-show/goals', { title: 'A trip', target: 1, period: 'total' })
    await boost('benefactor', { sats: 50_000 })
    const overlay = await watch(address)
    await until('the numbers are there', () => overlay.told.numbers?.ticker.at(-1) === 'last benefactor')
    expect(overlay.told.numbers).toMatchObject({
      leaderboard: {
        title: 'This month',
        rows: [{ name: 'benefactor', amount: '50,000 sats' }, {}, {}, {}, {}],
      },
      goals: [{ title: 'A trip', said: expect.stringMatching(/ of 1 sat$/) }],
    })
  })
})

describe('the queue', () => {
  it('holds back what no host let through, and shows it in the order in which they did', async () => {
    const { id, address } = await make({ moderated: true })
    const overlay = await watch(address)
    await boost('one')
    await boost('two')
    await boost('three')
    await until('three wait', async () => (await queue(id)).length === 3)
    const waiting: { id: number; supporter: string; state: string }[] = await queue(id)
    const move = (name: string, state: 'released' | 'skipped') =>
      ask('patch', `${OVERLAYS}/${id}/alerts/${waiting.find(({ supporter }) => supporter === name)?.id}`, {
        state,
      })
    await move('three', 'released')
    await move('one', 'released')
    await move('two', 'skipped')
    await overlay.shows('three', 'one')
    expect((await queue(id)).map(({ state }: { state: string }) => state).sort()).toEqual([
      'released',
      'released',
      'skipped',
    ])
    expect((await move('one', 'released')).status).toBe(409)
  })

  it('can be paused, skipped and shown again, and knows what was shown', async () => {
    const { id, address } = await make()
    const overlay = await watch(address)
    await boost('ann')
    await overlay.shows('ann')
    await ask('patch', `${OVERLAYS}/${id}`, { paused: true })
    await until('it is told to wait', () => overlay.told.state?.paused === true)
    await fetch(`${service.url}/overlay/shown/1`, {
      method: 'POST',
      headers: { 'X-Overlay': address.split('#')[1] ?? '' },
    })
    const [{ id: alert, state }] = await queue(id)
    expect(state).toBe('shown')
    await ask('patch', `${OVERLAYS}/${id}/alerts/${alert}`, { state: 'skipped' })
    await overlay.shows()
    await ask('post', `${OVERLAYS}/${id}/alerts`, { again: alert })
    await overlay.shows('ann')
    expect(overlay.told.state?.alerts).toMatchObject([{ place: 2 }])
    await ask('post', `${OVERLAYS}/${id}/alerts`, {})
    await overlay.shows('ann', 'A listener')
  })

  it('is of its own show alone', async () => {
    const { id } = await make()
    await boost('elsewhere', { show: 'Another Show' })
    await service.ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
    expect(await queue(id)).toEqual([])
    expect((await ask('get', `/shows/another-show/overlays/${id}/alerts`)).status).toBe(404)
    expect((await ask('delete', `/shows/another-show/overlays/${id}`)).status).toBe(404)
  })

  it('shows nothing more of what belongs to another show by now, also where that is asked for', async () => {
    const { id, address } = await make()
    const overlay = await watch(address)
    await boost('stays')
    await boost('moves')
    await overlay.shows('stays', 'moves')
    const [{ id: alert }] = await queue(id)
    await boost('elsewhere', { show: 'Another Show' })
    await ask('patch', `/boosts/${(await boostOf('moves')).id}`, { show: 'another-show' })
    await overlay.shows('stays')
    expect((await queue(id)).map(({ supporter }: { supporter: string }) => supporter)).toEqual(['stays'])
    await ask('post', `${OVERLAYS}/${id}/alerts`, { again: alert })
    await ask('post', `${OVERLAYS}/${id}/alerts`, {})
    await overlay.shows('stays', 'A listener')
  })
})
