import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { claimsJob } from '#api/intake/claims-job.ts'
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
beforeEach(async () => {
  await emptyIntake(ctx.db)
  show = await keepShow(ctx.db)
  await ctx.db.insertInto('wallets').values({ name: 'own', whose: 'show', show_id: show }).execute()
})

const WORDS = 'Loved the bit about knots'
const URL = 'https://box.example/boost/d'
const address = (over: Record<string, unknown>) =>
  makeReport({ boostagram: null, wallet: 'own', rail: 'lnaddress', amount_msat: 500_000, ...over })
const keysend = (boostagram: Record<string, unknown>) =>
  makeReport({
    amount_msat: 500_000,
    boostagram: {
      app_name: 'Podverse',
      sender_name: 'tide',
      message: WORDS,
      value_msat_total: 1_000_000,
      ...boostagram,
    },
  })
const GUID = '0b6c1f0e-52f5-5a3e-9d0e-7e2b2f0f1a11'

/** How the payment of a boost arrives that an app, a note or a receipt tells too. */
const WAYS = {
  'with remote ids that name the boosted show itself': () =>
    keysend({ guid: GUID, remote_feed_guid: GUID, episode_guid: 'e-12', remote_item_guid: 'e-12' }),
  'with its words in the comment of a Lightning address': () => address({ memo: WORDS }),
  'with the tag and the address in its memo': () => address({ memo: `rss::payment::boost ${URL} ${WORDS}` }),
  'with the tag after other words': () => address({ memo: `Boost: rss::payment::boost ${URL} ${WORDS}` }),
  'with its memo in quotes': () => address({ memo: `"rss::payment::boost ${URL} ${WORDS}"` }),
  'with "undefined" for its words': () => address({ memo: `rss::payment::boost ${URL} undefined` }),
  "with the app's filler for its words": () => address({ memo: 'Podverse boost' }),
  'with its words cut by the wallet': () => address({ memo: 'Loved the bit abo…' }),
  'with nothing but its hash': () => address({ memo: null, payment_hash: hashOf(12), amount_msat: 21_000 }),
}

describe('a boost that is told and paid', () => {
  for (const [way, payment] of Object.entries(WAYS))
    it(`is one with the words of the listener, ${way}`, async () => {
      const told = ['metaboost' as const, 'note' as const].map((route) =>
        makeClaim(show, { route, url: URL, payment_hash: hashOf(12), reading: { message: WORDS } }),
      )
      await recordClaims(ctx.db, told.slice(0, 1))
      await recordPayments(ctx.db, payment())
      await recordClaims(ctx.db, told.slice(1))
      await claimsJob.run(ctx, new AbortController().signal)
      const boosts = await ctx.db.selectFrom('boosts').selectAll().execute()
      expect(boosts).toMatchObject([
        { message: WORDS, sender_name: 'tide', app: 'Podverse', payment_count: 1, action: 'boost' },
      ])
      expect(boosts[0]?.claim).not.toBe('unproven')
    })

  it('is no boost where the payment says that it is streaming, and the claim of it stays unproven', async () => {
    await recordPayments(ctx.db, address({ memo: `rss::payment::stream ${URL} stream from Ep 150` }))
    await recordClaims(ctx.db, [makeClaim(show, { url: URL })])
    await claimsJob.run(ctx, new AbortController().signal)
    const boosts = await ctx.db.selectFrom('boosts').selectAll().execute()
    expect(boosts).toMatchObject([{ claim: 'unproven', payment_count: 0 }])
  })
})
