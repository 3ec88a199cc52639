import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { openTotals, sats } from '#tests/api/totals/read/open-totals.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'

const totals = openTotals()
const { ask, get, newShow } = totals

const nothing = { count: 0, counted_msat: 0, received_msat: 0 }

describe('totals of a show', () => {
  it('count boosts, autos and streams apart, with fiat and free beside, and nobody in particular apart', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      sats(podcast, 1000, { sender_name: 'ann' }),
      sats(podcast, 500, { sender_name: 'anonymous' }),
      sats(podcast, 100, { sender_name: 'bob', action: 'auto', message: undefined }),
      sats(podcast, 10, { sender_name: 'cat', action: 'stream', message: undefined }),
      sats(podcast, 20, { sender_name: 'ann', action: 'stream', message: undefined }),
      makeReport({
        amount_msat: undefined,
        rail: 'card',
        fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' },
        boostagram: { podcast, sender_name: 'dan' },
      }),
      makeReport({ amount_msat: undefined, rail: 'free', boostagram: { podcast, sender_name: 'eve' } }),
    )
    expect(await get(path)).toEqual({
      as_of: expect.any(String),
      boosts: { count: 2, counted_msat: 1_500_000, received_msat: 1_500_000 },
      autos: { count: 1, counted_msat: 100_000, received_msat: 100_000 },
      streams: { count: 2, received_msat: 30_000 },
      supporters: 5,
      anonymous: 1,
      fiat: [{ currency: 'USD', amount_minor: 500, count: 1 }],
      free: { count: 1 },
    })
  })

  it('are nothing for a show without payments', async () => {
    await totals.db.insertInto('shows').values({ slug: 'silent', title: 'Silent' }).execute()
    expect(await get('/shows/silent/totals')).toMatchObject({
      boosts: nothing,
      autos: nothing,
      supporters: 0,
      fiat: [],
    })
    for (const part of ['days', 'months', 'episodes', 'apps', 'wallets', 'rails', 'hours', 'supporters'])
      expect((await get(`/shows/silent/totals/${part}`)).items).toEqual([])
    expect(await get('/shows/silent/totals/records')).toMatchObject({
      largest_boost: null,
      largest_day: null,
      best_month: null,
    })
  })

  it('show what the list shows, without waiting for the job, also while an older transaction is under way', async () => {
    const { podcast, path } = newShow()
    await recordBoost(totals.db, { boostagram: { podcast } })
    expect((await get(path)).boosts.count).toBe(1)
    const older = await totals.db.startTransaction().execute()
    await sql`select pg_current_xact_id()`.execute(older)
    await recordBoost(totals.db, { boostagram: { podcast, message: 'another' } })
    expect((await get(path)).boosts.count).toBe(2)
    await older.rollback().execute()
    while (await followFeed(totals.db)) {
      // To the end.
    }
    expect((await get(path)).boosts.count).toBe(2)
  })

  it('leave out what is hidden, set aside, and of the team; and what is paid back', async () => {
    const { podcast, path } = newShow()
    const [hidden, aside, team, refunded] = await recordPayments(
      totals.db,
      sats(podcast, 1000, { sender_name: 'hidden one' }),
      sats(podcast, 1000, { sender_name: 'aside', action: 'stream', message: undefined }),
      sats(podcast, 1000, { sender_name: 'host' }),
      sats(podcast, 1000, { sender_name: 'payer' }, { id: 'paid' }),
    )
    expect(await get(path)).toMatchObject({ boosts: { count: 3 }, streams: { count: 1 }, supporters: 4 })
    await totals.db
      .updateTable('boosts')
      .set({ hidden: true })
      .where('id', '=', hidden?.boost_id ?? '')
      .execute()
    await totals.db
      .updateTable('payments')
      .set({ set_aside: true })
      .where('id', '=', aside?.payment_id ?? '')
      .execute()
    await sql`
      insert into show_supporters (show_id, supporter_id, team)
      select show_id, supporter_id, true from boosts where id = ${team?.boost_id}`.execute(totals.db)
    expect(refunded).toBeDefined()
    await recordPayments(
      totals.db,
      makeReport({ id: 'back', refund_of: 'paid', amount_msat: -400_000, boostagram: null }),
    )
    expect(await get(path)).toMatchObject({
      boosts: { count: 1, counted_msat: 600_000, received_msat: 600_000 },
      streams: { count: 0, received_msat: 0 },
      supporters: 1,
    })
    const [wallet] = (await get(`${path}/wallets`)).items
    expect(wallet).toMatchObject({ wallet: 'node', boosts: { count: 1, received_msat: 600_000 } })
    await sql`update shows set status = 'set_aside' where title = ${podcast}`.execute(totals.db)
    expect(await get(path)).toMatchObject({ boosts: nothing, supporters: 0 })
  })
})

describe('an answer', () => {
  it('is kept by who has it until something changes', async () => {
    const { podcast, path } = newShow()
    await recordBoost(totals.db, { boostagram: { podcast } })
    const answer = await ask(path)
    expect(answer.headers['cache-control']).toBe('private, no-cache')
    const etagNow = async () => (await ask(path)).headers.etag
    // A transaction of any other test on the server holds back what can be read.
    let etag = answer.headers.etag
    const isSame = async () => {
      const before = etag
      etag = await etagNow()
      return etag === before
    }
    await expect.poll(isSame, { timeout: 20_000 }).toBe(true)
    await recordBoost(totals.db, { boostagram: { podcast, message: 'other' } })
    expect(await etagNow()).not.toBe(etag)
  })

  it('follows the show to another address', async () => {
    const { podcast, path } = newShow()
    await recordBoost(totals.db, { boostagram: { podcast } })
    await sql`
      with moved as (update shows set slug = slug || '-new' where title = ${podcast} returning id, slug)
      insert into show_aliases select replace(slug, '-new', ''), id from moved`.execute(totals.db)
    expect((await get(path)).boosts.count).toBe(1)
    expect((await ask('/shows/no-such-show/totals')).status).toBe(404)
  })
})
