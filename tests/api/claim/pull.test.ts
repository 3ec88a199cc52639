import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { claimsJob } from '#api/intake/claims-job.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { makeRule } from '#api/review/rules.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { emptyIntake, hashOf } from '#tests/helper/make-entry.ts'
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
  await ctx.db
    .insertInto('wallets')
    .values([
      { name: 'own', whose: 'show', show_id: show },
      { name: 'shared', whose: 'shared', show_id: null },
    ])
    .execute()
}
beforeEach(begin)

const HASH = hashOf(7)
const plain = (over: Record<string, unknown> = {}) =>
  makeReport({
    boostagram: null,
    wallet: 'own',
    rail: 'lnaddress',
    memo: null,
    amount_msat: 50_000,
    payment_hash: HASH,
    ...over,
  })
const zap = (over: Partial<Omit<ClaimReport, 'reading'>> = {}) =>
  makeClaim(show, { route: 'zap', payment_hash: HASH, ...over, reading: { message: 'From the boat' } })
const boosts = () => ctx.db.selectFrom('boosts').selectAll().orderBy('id').execute()
const payments = () => ctx.db.selectFrom('payments').selectAll().execute()
const catchUp = () => claimsJob.run(ctx, new AbortController().signal)
const ONE = {
  message: 'From the boat',
  sender_name: 'tide',
  received_msat: 50_000,
  payment_count: 1,
}

describe('a claim that names a payment by its hash', () => {
  for (const wallet of ['own', 'shared']) {
    it(`makes it the show's boost, in a wallet that is ${wallet}, whichever came first`, async () => {
      await recordPayments(ctx.db, plain({ wallet }))
      expect(await boosts()).toEqual([])
      const [told] = await recordClaims(ctx.db, [zap()])
      await catchUp()
      const first = await boosts()
      expect(first).toMatchObject([{ ...ONE, id: told?.boost_id, show_id: show, claim: 'unknown' }])
      expect(await payments()).toMatchObject([
        { ours: true, action: 'boost', show_id: show, needs_look: null },
      ])
      await catchUp()
      expect(await boosts()).toEqual(first)

      await begin()
      const [early] = await recordClaims(ctx.db, [zap()])
      await recordPayments(ctx.db, plain({ wallet }))
      expect(await boosts()).toMatchObject([{ ...ONE, id: early?.boost_id }])
    })
  }

  it('leaves what a host or a rule set aside, what a host called a stream, and what says itself that it is one', async () => {
    const stream = 'rss::payment::stream https://truefans.example/s/1'
    await makeRule(ctx, {
      effect: 'set_aside',
      memo_contains: 'coffee',
      wallet: null,
      min_msat: null,
      max_msat: null,
      show: null,
      note: null,
    })
    const [byHand, , called] = await recordPayments(
      ctx.db,
      plain({ payment_hash: hashOf(1) }),
      plain({ payment_hash: hashOf(2), memo: 'coffee', wallet: 'shared' }),
      plain({ payment_hash: hashOf(3) }),
      plain({ payment_hash: hashOf(4), memo: stream }),
    )
    await patchPayment(ctx.db, byHand?.payment_id ?? '', { set_aside: true })
    await patchPayment(ctx.db, called?.payment_id ?? '', { action: 'stream' })
    await recordClaims(
      ctx.db,
      [1, 2, 3, 4].map((n) => zap({ payment_hash: hashOf(n) })),
    )
    await catchUp()
    expect((await boosts()).map(({ claim }) => claim)).toEqual(Array(4).fill('unproven'))
    expect((await payments()).map(({ boost_id }) => boost_id)).toEqual(Array(4).fill(null))
  })

  it('makes it what it was where it is taken back, as if it had never been told', async () => {
    const sender_key = { kind: 'nostr' as const, key: 'a'.repeat(64) }
    const facts = async () =>
      (await payments()).map(({ ours, action, given_action, show_id, boost_id, message }) => ({
        ours,
        action,
        given_action,
        show_id,
        boost_id,
        message,
      }))
    for (const wallet of ['own', 'shared']) {
      await begin()
      await recordPayments(ctx.db, plain({ wallet }))
      const before = await facts()
      const told = zap({ sender_key })
      await recordClaims(ctx.db, [told])
      await catchUp()
      expect(await facts()).not.toEqual(before)
      await withdrawClaims(ctx.db, { route: told.route, refs: [told.ref], sender_key: sender_key.key })
      await catchUp()
      expect(await facts()).toEqual(before)
      const alive = (await boosts()).filter(({ payment_count, dropped }) => payment_count > 0 || !dropped)
      expect(alive.map(({ received_msat, message }) => [received_msat, message])).toEqual([[0, null]])
    }
  })

  it('leaves the payment of one that a host dismissed, until that is taken back', async () => {
    await recordClaims(ctx.db, [zap()])
    await ctx.db.updateTable('boosts').set({ dropped: 'dismissed' }).execute()
    await recordPayments(ctx.db, plain())
    await catchUp()
    expect(await boosts()).toMatchObject([{ claim: 'unproven' }])
    await ctx.db.updateTable('boosts').set({ dropped: null }).execute()
    await catchUp()
    expect(await boosts()).toMatchObject([ONE])
  })
})
