import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { splitBoost } from '#api/boost/correct/split-boost.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { claimsJob } from '#api/intake/claims-job.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { emptyIntake } from '#tests/helper/make-entry.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let show: number
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())
const begin = async () => {
  await emptyIntake(ctx.db)
  show = await keepShow(ctx.db)
  for (const name of ['own', 'guest'])
    await ctx.db.insertInto('wallets').values({ name, whose: 'show', show_id: show }).execute()
}
beforeEach(begin)

const shares = async (given: Record<string, string>) => {
  const wallets = await ctx.db.selectFrom('wallets').select(['id', 'name']).execute()
  for (const { id, name } of wallets) {
    const share = given[name]
    if (share)
      await ctx.db
        .insertInto('shares')
        .values({ show_id: show, wallet_id: id, share, origin: 'host' })
        .execute()
  }
}
const WORDS = 'Great show, greetings from the boat'
const leg = (wallet: string, amount_msat: number, over: Record<string, unknown> = {}) =>
  makeReport({ boostagram: null, wallet, rail: 'lnaddress', memo: WORDS, amount_msat, ...over })
const claim = (over: Parameters<typeof makeClaim>[1] = {}) =>
  makeClaim(show, { ...over, reading: { message: WORDS, claimed_msat: msat(10_000_000), ...over.reading } })
const boosts = async () =>
  (await ctx.db.selectFrom('boosts').selectAll().orderBy('sent_at').orderBy('received_msat').execute()).map(
    ({ id, claim, received_msat, counted_msat, payment_count, message }) => ({
      id,
      claim,
      received_msat,
      counted_msat,
      payment_count,
      message,
    }),
  )
const catchUp = () => claimsJob.run(ctx, new AbortController().signal)
const at = (s: number) => new Date(Date.UTC(2026, 4, 14, 18, 0, s)).toISOString()

describe('payments without metadata of one boost', () => {
  it('are one with the claim that tells it, whichever came first, and count once what was claimed', async () => {
    const payments = [leg('own', 5_000_000), leg('guest', 2_000_000)]
    const events = [
      ...payments.map((payment) => () => recordPayments(ctx.db, payment)),
      () => recordClaims(ctx.db, [claim()]),
    ]
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      await begin()
      await shares({ own: '0.5', guest: '0.2' })
      for (const index of order) await events[index]?.()
      await catchUp()
      expect(await boosts()).toMatchObject([
        {
          claim: 'confirmed',
          received_msat: 7_000_000,
          counted_msat: 10_000_000,
          payment_count: 2,
          message: WORDS,
        },
      ])
    }
  })

  it('keep the id of the unproven boost, and the ids of their own lead there', async () => {
    const [told] = await recordClaims(ctx.db, [claim()])
    const paid = await recordPayments(ctx.db, leg('own', 5_000_000), leg('guest', 2_000_000))
    const [boost, ...more] = await boosts()
    expect(more).toEqual([])
    expect(boost?.id).toBe(told?.boost_id)
    const aliases = await ctx.db.selectFrom('boost_aliases').selectAll().execute()
    expect(aliases.map(({ id, boost_id }) => [id, boost_id]).sort()).toEqual(
      paid.map(({ boost_id }) => [boost_id, told?.boost_id]).sort(),
    )
  })

  it('go with the keysend of it that has metadata', async () => {
    await shares({ own: '0.5', guest: '0.2' })
    const boostagram = {
      app_name: 'Podverse',
      sender_name: 'tide',
      message: WORDS,
      value_msat_total: 10_000_000,
    }
    await recordPayments(ctx.db, leg('guest', 2_000_000, { memo: null, settled_at: at(0) }))
    await recordPayments(
      ctx.db,
      makeReport({ wallet: 'own', amount_msat: 5_000_000, boostagram, settled_at: at(5) }),
    )
    await recordClaims(ctx.db, [claim()])
    await catchUp()
    expect(await boosts()).toMatchObject([
      { claim: 'confirmed', received_msat: 7_000_000, counted_msat: 10_000_000, message: WORDS },
    ])
  })

  it('stay one when others of its sender come, and payments are decided again', async () => {
    await recordPayments(ctx.db, leg('own', 5_000_000), leg('guest', 2_000_000))
    await recordClaims(ctx.db, [claim()])
    const before = await boosts()
    expect(before).toMatchObject([{ payment_count: 2 }])
    await recordPayments(ctx.db, leg('own', 5_000_000, { memo: 'Later', settled_at: at(40) }))
    await catchUp()
    expect((await boosts()).filter(({ message }) => message === WORDS)).toEqual(before)
  })

  it('of two equal boosts in one minute make two', async () => {
    await shares({ own: '0.5', guest: '0.2' })
    const two = [0, 20].flatMap((s) => [
      leg('own', 5_000_000, { settled_at: at(s) }),
      leg('guest', 2_000_000, { settled_at: at(s + 3) }),
    ])
    await recordPayments(ctx.db, ...two)
    await recordClaims(ctx.db, [claim({ sent_at: new Date(at(10)) }), claim({ sent_at: new Date(at(30)) })])
    await catchUp()
    const one = { claim: 'confirmed', received_msat: 7_000_000, counted_msat: 10_000_000, payment_count: 2 }
    expect(await boosts()).toMatchObject([one, one])
  })

  it('are others where they are more than was claimed, go to one recipient, say something else or are no share', async () => {
    const others = [
      leg('guest', 5_100_000),
      leg('own', 2_000_000),
      leg('guest', 2_000_000, { memo: 'Quite other words' }),
      leg('guest', 2_000_000, { memo: null }),
    ]
    for (const other of others) {
      await begin()
      await recordPayments(ctx.db, leg('own', 5_000_000, { settled_at: at(20) }), {
        ...other,
        settled_at: at(10),
      })
      await recordClaims(ctx.db, [claim()])
      await catchUp()
      expect(await boosts()).toHaveLength(2)
    }
    await begin()
    await shares({ own: '0.5', guest: '0.1' })
    await recordPayments(ctx.db, leg('own', 5_000_000), leg('guest', 2_000_000))
    await recordClaims(ctx.db, [claim()])
    await catchUp()
    expect(await boosts()).toHaveLength(2)
  })

  it('leave a payment to the claim that tells it alone', async () => {
    await recordPayments(
      ctx.db,
      leg('own', 5_000_000, { settled_at: at(0) }),
      leg('guest', 3_000_000, { settled_at: at(20) }),
    )
    await recordClaims(ctx.db, [
      claim({ sent_at: new Date(at(5)) }),
      claim({ sent_at: new Date(at(25)), reading: { claimed_msat: msat(3_000_000) } }),
    ])
    expect(await boosts()).toMatchObject([{ received_msat: 5_000_000 }, { received_msat: 3_000_000 }])
  })

  it('part when the claim is taken back, or a host says so', async () => {
    const sender_key = { kind: 'nostr' as const, key: 'a'.repeat(64) }
    const note = claim({ route: 'note', sender_key })
    const paid = await recordPayments(ctx.db, leg('own', 5_000_000), leg('guest', 2_000_000))
    await recordClaims(ctx.db, [note])
    expect(await boosts()).toHaveLength(1)
    await withdrawClaims(ctx.db, { route: 'note', refs: [note.ref], sender_key: sender_key.key })
    const alone = [{ received_msat: 2_000_000 }, { received_msat: 5_000_000 }]
    expect(await boosts()).toMatchObject(alone)

    await recordClaims(ctx.db, [claim()])
    const [one] = await boosts()
    await splitBoost(ctx.db, one?.id ?? '', [paid[1]?.payment_id ?? ''])
    await catchUp()
    expect(await boosts()).toMatchObject(alone)
  })
})
