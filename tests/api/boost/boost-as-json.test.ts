import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBoostId } from '#api/alias/alias.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import { boostSchema } from '#api/contract/boost.ts'
import { paymentSchema } from '#api/contract/payment.ts'
import { paymentAsJson } from '#api/payment/payment-as-json.ts'
import { selectPayments } from '#api/payment/select-payments.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const boostOf = async (id: string) =>
  boostAsJson(await selectBoosts(database.db).where('boosts.id', '=', id).executeTakeFirstOrThrow())
const paymentOf = async (id: string) =>
  paymentAsJson(await selectPayments(database.db).where('payments.id', '=', id).executeTakeFirstOrThrow())

describe('a boost as it is answered', () => {
  it('names its show, episode and supporter, by the name last used', async () => {
    const id = await recordBoost(database.db, { boostagram: { sender_name: 'winebear' } })
    await recordBoost(database.db, {
      settled_at: '2026-05-15T18:00:00Z',
      boostagram: { sender_name: '@WineBear ' },
    })
    const boost = await boostOf(id)
    expect(boostSchema.parse(boost)).toEqual(boost)
    expect(boost).toMatchObject({
      id,
      show: { slug: 'linux-unplugged', title: 'LINUX Unplugged' },
      episode: { title: "458: NVIDIA's New View" },
      supporter: { name: 'WineBear' },
      received_msat: 1_000_000,
      sent_at: '2026-05-14T18:00:00.000Z',
      fiat: null,
    })
  })

  it.each(['Anonymous', ' anon ', '', undefined])('is anonymous from %j', async (sender_name) => {
    const id = await recordBoost(database.db, { boostagram: { sender_name } })
    expect((await boostOf(id)).supporter).toEqual({ id: null, name: 'Anonymous' })
  })

  it('says what came as other money', async () => {
    const id = await recordBoost(database.db, {
      amount_msat: undefined,
      fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' },
    })
    expect(await boostOf(id)).toMatchObject({
      fiat: { amount_minor: 500, currency: 'USD' },
      received_msat: 0,
      free: false,
    })
  })
})

describe('a payment as it is answered', () => {
  it('names all that its boost does', async () => {
    const [outcome] = await recordPayments(database.db, makeReport())
    const payment = await paymentOf(outcome?.payment_id ?? '')
    expect(paymentSchema.parse(payment)).toEqual(payment)
    expect(payment).toMatchObject({
      show: { slug: 'linux-unplugged' },
      supporter: { name: 'WineBear' },
      wallet: 'node',
      amount_msat: 1_000_000,
      boost_id: outcome?.boost_id,
      ours: true,
    })
  })

  it('has no supporter where nothing says that a listener sent it', async () => {
    const [outcome] = await recordPayments(database.db, makeReport({ boostagram: null, memo: 'Two hoodies' }))
    expect(await paymentOf(outcome?.payment_id ?? '')).toMatchObject({
      supporter: null,
      show: null,
      action: null,
      ours: false,
      memo: 'Two hoodies',
    })
  })
})

describe('an id', () => {
  it('leads to where it went', async () => {
    const id = await recordBoost(database.db)
    const old = randomUUIDv7()
    await database.db.insertInto('boost_aliases').values({ id: old, boost_id: id }).execute()
    expect(await findBoostId(database.db, id)).toBe(id)
    expect(await findBoostId(database.db, old)).toBe(id)
    expect(await findBoostId(database.db, randomUUIDv7())).toBeNull()
  })

  it('that is a slug leads to the show under its new slug', async () => {
    await recordBoost(database.db)
    const show = await findShowBySlug(database.db, 'linux-unplugged')
    await database.db
      .insertInto('show_aliases')
      .values({ slug: 'lup', show_id: show?.id ?? 0 })
      .execute()
    expect(await findShowBySlug(database.db, 'lup')).toEqual(show)
    expect(await findShowBySlug(database.db, 'another')).toBeNull()
  })
})
