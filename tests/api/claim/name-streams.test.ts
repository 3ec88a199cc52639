import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { claimsJob } from '#api/intake/claims-job.ts'
import { readPayment } from '#api/payment/read-payment.ts'
import { listStreams } from '#api/show/stream/list-streams.ts'
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
beforeEach(async () => {
  await emptyIntake(ctx.db)
  show = await keepShow(ctx.db)
  await ctx.db.insertInto('wallets').values({ name: 'own', whose: 'show', show_id: show }).execute()
})

// Receipts of late are looked through.
const BEGIN = Date.now() - 3_600_000
const at = (minute: number) => new Date(BEGIN + minute * 60_000)
const KEYS = { tide: 'a'.repeat(64), winebear: 'b'.repeat(64) }
const stream = (minute: number, over: Record<string, unknown> = {}) =>
  makeReport({
    boostagram: null,
    wallet: 'own',
    rail: 'lnaddress',
    memo: null,
    amount_msat: 100_000,
    settled_at: at(minute).toISOString(),
    ...over,
  })
const receipt = (minute: number, sender: keyof typeof KEYS = 'tide', amount = 100_000) =>
  makeClaim(show, {
    route: 'stream-receipt',
    sent_at: at(minute),
    sender_key: { kind: 'nostr', key: KEYS[sender] },
    reading: {
      action: 'stream',
      message: null,
      sender: { id: KEYS[sender], name: sender },
      claimed_msat: msat(amount),
    },
  })
const catchUp = () => claimsJob.run(ctx, new AbortController().signal)
const nameOf = async (paid: { payment_id: string } | undefined) => {
  const { supporter } = await readPayment(ctx.db, paid?.payment_id ?? '')
  return supporter?.id ? supporter.name : null
}

describe('a receipt of streaming', () => {
  it('names who streamed, whichever came first, and is no money and no boost', async () => {
    const [early] = await recordPayments(ctx.db, stream(0))
    await recordClaims(ctx.db, [receipt(1), receipt(11)])
    const [late] = await recordPayments(ctx.db, stream(10))
    await catchUp()
    expect([await nameOf(early), await nameOf(late)]).toEqual(['tide', 'tide'])
    const { items, total } = await listStreams(ctx, show, { group: 'supporter', limit: 10 })
    expect(items).toMatchObject([{ supporter: { name: 'tide' }, received_msat: 200_000, payment_count: 2 }])
    expect(total.received_msat).toBe(200_000)
    expect(await ctx.db.selectFrom('boosts').selectAll().execute()).toEqual([])
    const rows = await ctx.db
      .selectFrom('payments')
      .select(['action', 'supporter_id', 'episode_id'])
      .execute()
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1)
    expect(rows[0]).toEqual({ action: 'stream', supporter_id: null, episode_id: null })
  })

  it('names nobody where two listeners could have sent it, another amount was, or it says itself who did', async () => {
    const boostagram = { action: 'stream', sender_name: 'ada', app_name: 'Podverse', message: undefined }
    const [either, other, own] = await recordPayments(
      ctx.db,
      stream(0),
      stream(20, { amount_msat: 50_000 }),
      stream(40, { boostagram }),
    )
    await recordClaims(ctx.db, [receipt(1), receipt(2, 'winebear'), receipt(20), receipt(40)])
    await catchUp()
    expect([await nameOf(either), await nameOf(other), await nameOf(own)]).toEqual([null, null, 'ada'])
  })

  it('names the payment of each wallet that got its share, and nobody once it is taken back', async () => {
    const { id } = await ctx.db
      .insertInto('wallets')
      .values({ name: 'guest', whose: 'show', show_id: show })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.db
      .insertInto('shares')
      .values({ show_id: show, wallet_id: id, share: '0.5', origin: 'host' })
      .execute()
    const paid = await recordPayments(ctx.db, stream(0), stream(0, { wallet: 'guest', amount_msat: 50_000 }))
    const told = receipt(0)
    await recordClaims(ctx.db, [told])
    await catchUp()
    expect(await Promise.all(paid.map(nameOf))).toEqual(['tide', 'tide'])
    await withdrawClaims(ctx.db, { route: told.route, refs: [told.ref], sender_key: KEYS.tide })
    await catchUp()
    expect(await Promise.all(paid.map(nameOf))).toEqual([null, null])
  })
})
