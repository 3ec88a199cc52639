import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { followPayments } from '#api/claim/follow-payments.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

const FULL = 'A very long title that an app will cut short somewhere, part 12'

describe('merging a provisional show', () => {
  it('brings names, episodes and boosts to the other, groups late splits with them, and keeps the address', async () => {
    const { db } = service.ctx
    const kept = { podcast: 'Kept', guid: '11111111-1111-4111-8111-111111111111' }
    const other = { podcast: 'Kept (value feed)', guid: '22222222-2222-4222-8222-222222222222' }
    const original = await recordBoost(db, { boostagram: { ...kept, episode: FULL, episode_guid: 'ep-12' } })
    await ask('patch', '/shows/kept', { provisional: false })
    const said = { sender_name: 'ada', message: 'Hello', value_msat_total: 1_000_000 }
    const moved = await recordBoost(db, {
      source: 'hub',
      amount_msat: 300_000,
      settled_at: '2026-05-14T19:00:00Z',
      boostagram: { ...other, ...said, episode: FULL.slice(0, 45) },
    })
    const alone = await recordBoost(db, { boostagram: { ...other, episode: 'Only there' } })
    const from = await ask('get', '/shows/kept-value-feed')
    expect(from.body).toMatchObject({ provisional: true, guid: other.guid })

    const merged = await ask('post', '/shows/kept-value-feed/merge', { into: 'kept' })
    expect(merged.status).toBe(200)
    expect(merged.body.slug).toBe('kept')
    expect((await ask('get', '/shows/kept-value-feed')).body.slug).toBe('kept')
    expect((await ask('get', '/shows')).body.items).toHaveLength(1)
    const episodes = (await ask('get', '/shows/kept/episodes?sums=true')).body.items
    expect(
      episodes
        .map((episode: { title: string; boost_count: number }) => [episode.title, episode.boost_count])
        .sort(),
    ).toEqual([
      [FULL, 2],
      ['Only there', 1],
    ])
    const boosts = await db.selectFrom('boosts').select(['id', 'show_id', 'episode_id']).execute()
    expect(new Set(boosts.map((boost) => boost.show_id)).size).toBe(1)
    expect(boosts.map((boost) => boost.id).sort()).toEqual([original, moved, alone].sort())

    // A split in another wallet that comes late, under either name of the show.
    for (const [index, names] of [kept, other].entries()) {
      const [late] = await recordPayments(
        db,
        makeReport({
          source: `late-${index}`,
          amount_msat: 200_000,
          settled_at: '2026-05-14T19:01:00Z',
          boostagram: { ...names, ...said, episode: FULL },
        }),
      )
      expect(late?.boost_id).toBe(moved)
    }
    const looks = await db
      .selectFrom('payments')
      .select('needs_look')
      .where('needs_look', 'is not', null)
      .execute()
    expect(looks).toEqual([])
  })

  it('joins splits that came under both names before', async () => {
    const { db } = service.ctx
    const said = { sender_name: 'bob', message: 'Twice named', value_msat_total: 1_000_000 }
    const at = '2026-05-15T10:00:00Z'
    const first = await recordBoost(db, { settled_at: at, boostagram: { podcast: 'Main', ...said } })
    const second = await recordBoost(db, {
      source: 'hub',
      settled_at: at,
      boostagram: { podcast: 'Main again', ...said },
    })
    expect(second).not.toBe(first)
    await ask('patch', '/shows/main', { provisional: false })
    await ask('post', '/shows/main-again/merge', { into: 'main' })
    const rows = await db
      .selectFrom('boosts')
      .select(['id', 'payment_count', 'received_msat'])
      .where('sender_name', '=', 'bob')
      .execute()
    expect(rows).toEqual([{ id: first, payment_count: 2, received_msat: 2_000_000 }])
    const alias = await db.selectFrom('boost_aliases').selectAll().where('id', '=', second).execute()
    expect(alias).toEqual([{ id: second, boost_id: first }])
  })

  it('brings payments back that its being set aside had set aside', async () => {
    const { db } = service.ctx
    await recordBoost(db, { boostagram: { podcast: 'Target' } })
    await ask('patch', '/shows/target', { provisional: false })
    const id = await recordBoost(db, { boostagram: { podcast: 'Put away' } })
    await ask('patch', '/shows/put-away', { set_aside: true })
    await ask('post', '/shows/put-away/merge', { into: 'target' })
    expect((await ask('get', '/shows/target')).body.set_aside).toBe(false)
    const boost = await db.selectFrom('boosts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(boost).toMatchObject({ payment_count: 1, received_msat: 1_000_000 })
  })

  it('keeps months that were closed, and refuses where both closed the same one', async () => {
    const { db } = service.ctx
    for (const podcast of ['Books A', 'Books B']) await recordBoost(db, { boostagram: { podcast } })
    const month = (show: string) => ask('post', '/months', { month: '2026-05', show })
    expect((await month('books-a')).status).toBe(201)
    expect((await month('books-b')).status).toBe(201)
    await ask('patch', '/shows/books-a', { provisional: false })
    const refused = await ask('post', '/shows/books-b/merge', { into: 'books-a' })
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toContain('2026-05')
    const closed = await ask('get', '/months')
    await ask('delete', `/months/${closed.body.items[0].id}`)
    expect((await ask('post', '/shows/books-b/merge', { into: 'books-a' })).status).toBe(200)
    expect((await ask('get', '/months')).body.items).toHaveLength(1)
  })

  it('brings its goals and overlays with what they play, also where the other has some of the same name', async () => {
    const { db } = service.ctx
    for (const podcast of ['Shown A', 'Shown B']) await recordBoost(db, { boostagram: { podcast } })
    await ask('patch', '/shows/shown-a', { provisional: false })
    for (const show of ['shown-a', 'shown-b']) {
      expect((await ask('post', `/shows/${show}/overlays`, { name: 'Stream' })).status).toBe(201)
      const { id } = await db
        .selectFrom('shows')
        .select('id')
        .where('slug', '=', show)
        .executeTakeFirstOrThrow()
      const sound = { show_id: id, kind: 'sound' as const, name: 'Horn', type: 'audio/wav', ms: 900 }
      await db
        .insertInto('overlay_media')
        .values({ id: randomUUIDv7(), bytes: Buffer.of(1), ...sound })
        .execute()
    }
    const goal = { title: 'A microphone', target: 100_000, period: 'total' }
    expect((await ask('post', '/shows/shown-b/goals', goal)).status).toBe(201)
    expect((await ask('post', '/shows/shown-b/merge', { into: 'shown-a' })).status).toBe(200)
    const names = async (path: string) =>
      (await ask('get', `/shows/shown-a/${path}`)).body.items.map(
        (item: { name?: string; title?: string }) => item.name ?? item.title,
      )
    expect(await names('goals')).toEqual(['A microphone'])
    expect(await names('overlays')).toEqual(['Stream', expect.stringMatching(/^Stream [0-9a-f]{8}$/)])
    expect(await names('overlay-media')).toEqual(['Horn', expect.stringMatching(/^Horn [0-9a-f]{8}$/)])
  })

  it('is refused for one that is kept, for itself, and for what is not there', async () => {
    const { db } = service.ctx
    await recordBoost(db, { boostagram: { podcast: 'Kept A' } })
    await recordBoost(db, { boostagram: { podcast: 'Kept B' } })
    await ask('patch', '/shows/kept-a', { provisional: false })
    expect((await ask('post', '/shows/kept-a/merge', { into: 'kept-b' })).status).toBe(409)
    expect((await ask('post', '/shows/kept-b/merge', { into: 'kept-b' })).status).toBe(422)
    expect((await ask('post', '/shows/kept-b/merge', { into: 'nobody' })).status).toBe(404)
  })

  it('loses no payment that comes in the middle, and ends at the survivor', async () => {
    const { ctx } = service
    await recordBoost(ctx.db, { boostagram: { podcast: 'Busy' } })
    await ask('patch', '/shows/busy', { provisional: false })
    const report = (index: number) =>
      makeReport({
        source: `wallet-${index % 2}`,
        settled_at: new Date(Date.UTC(2026, 4, 16, 0, index)).toISOString(),
        boostagram: {
          podcast: 'Busy twin',
          episode: `Episode ${index % 5}`,
          sender_name: `Sender ${index % 7}`,
          message: `Message ${index >> 1}`,
        },
      })
    const reports = Array.from({ length: 400 }, (_, index) => report(index))
    await recordPayments(ctx.db, ...reports.slice(0, 200))
    const late = reports.slice(200)
    const [merged] = await Promise.all([
      ask('post', '/shows/busy-twin/merge', { into: 'busy' }),
      ...Array.from({ length: 20 }, async (_, part) => {
        await new Promise((resolve) => setTimeout(resolve, part * 5))
        await recordPayments(ctx.db, ...late.slice(part * 10, part * 10 + 10))
      }),
    ])
    expect(merged.status).toBe(200)
    expect((await ask('get', '/shows/busy-twin')).body.slug).toBe('busy')
    const rows = await ctx.db
      .selectFrom('payments')
      .innerJoin('shows', 'shows.id', 'payments.show_id')
      .innerJoin('episodes', 'episodes.id', 'payments.episode_id')
      .select(['shows.slug', 'episodes.show_id', 'payments.show_id as own'])
      .where('sender_name', 'like', 'Sender %')
      .execute()
    expect(rows).toHaveLength(400)
    expect(rows.every((row) => row.slug === 'busy' && row.show_id === row.own)).toBe(true)
    const sums = await ctx.db
      .selectFrom('boosts')
      .select((select) => [
        select.fn.count<number>('id').as('count'),
        select.fn.sum<number>('payment_count').as('payments'),
      ])
      .where('sender_name', 'like', 'Sender %')
      .executeTakeFirstOrThrow()
    expect({ count: Number(sums.count), payments: Number(sums.payments) }).toEqual({
      count: 400,
      payments: 400,
    })
  })

  it('matches what was claimed under one with what was paid or claimed under the other', async () => {
    const { db } = service.ctx
    const said = {
      sender_name: 'tide',
      app_name: 'Podverse',
      message: 'Told there',
      value_msat_total: 1_000_000,
    }
    await recordBoost(db, { boostagram: { podcast: 'Told', ...said, message: 'Told here' } })
    await ask('patch', '/shows/told', { provisional: false })
    await recordBoost(db, { boostagram: { podcast: 'Told (value)', ...said } })
    const shows = await db.selectFrom('shows').select(['id', 'slug']).where('slug', 'like', 'told%').execute()
    const idOf = (slug: string) => shows.find((show) => show.slug === slug)?.id ?? 0
    await recordClaims(db, [
      makeClaim(idOf('told'), { reading: { message: 'Told there' } }),
      makeClaim(idOf('told'), { reading: { message: 'Only told' } }),
      makeClaim(idOf('told-value'), { reading: { message: 'Told here' } }),
      makeClaim(idOf('told-value'), { route: 'note', reading: { message: 'Only told' } }),
    ])
    expect((await ask('post', '/shows/told-value/merge', { into: 'told' })).status).toBe(200)
    await followPayments(db)
    const boosts = await db
      .selectFrom('boosts')
      .select(['message', 'payment_count'])
      .where('show_id', '=', idOf('told'))
      .orderBy('message')
      .execute()
    expect(boosts).toEqual([
      { message: 'Only told', payment_count: 0 },
      { message: 'Told here', payment_count: 1 },
      { message: 'Told there', payment_count: 1 },
    ])
  })
})
