import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { endRule, makeRule } from '#api/review/rules.ts'
import { changeShow } from '#api/show/change/change-show.ts'
import { changeWallet } from '#api/wallet/change-wallet.ts'
import { emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { RUNS, withinTime } from '#tests/helper/runs.ts'
import { snapshotIntake } from '#tests/helper/snapshot-intake.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

const BEGIN = Date.UTC(2026, 4, 14, 18)

const WALLETS = ['host', 'jar']
const SHOWS = ['alpha', 'beta']

/** One payment, as its wallet reports it. */
const payment = fc.record({
  wallet: fc.constantFrom(...WALLETS),
  at_s: fc.integer({ min: 0, max: 20 }).map((half) => half * 30),
  rail: fc.constantFrom('bolt11', 'lnaddress', 'keysend'),
  msat: fc.constantFrom(1_000, 21_000, 2_000_000),
  memo: fc.constantFrom(
    null,
    'Coffee',
    'İstanbul kahvesi',
    'rss::payment::boost https://box.example/1 Hello',
  ),
  comment: fc.constantFrom(undefined, undefined, 'Great show'),
  metadata: fc.constantFrom(
    'none',
    'none',
    'alpha',
    'beta',
    'no show',
    'unreadable',
    'stream',
    'auto',
    'auto',
  ),
})

/** What a host does to one of them by hand. */
const hand = fc.record({
  which: fc.nat(20),
  does: fc.constantFrom('aside', 'back', 'attach', 'stream'),
  show: fc.constantFrom(...SHOWS),
})

/** How wallets, shows and rules are. */
const state = fc.record({
  wallets: fc.tuple(
    ...WALLETS.map(() =>
      fc.record({ whose: fc.constantFrom('show', 'shared'), show: fc.constantFrom(null, ...SHOWS) }),
    ),
  ),
  aside: fc.tuple(...SHOWS.map(() => fc.boolean())),
  rules: fc.uniqueArray(fc.constantFrom('coffee', 'istanbul', 'small', 'jar', 'ours'), { maxLength: 2 }),
})

type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never
type Hand = typeof hand extends fc.Arbitrary<infer T> ? T : never
type State = typeof state extends fc.Arbitrary<infer T> ? T : never

const RULES: Record<string, Parameters<typeof makeRule>[1]> = {
  coffee: rule({ effect: 'set_aside', memo_contains: 'COFFEE' }),
  istanbul: rule({ effect: 'set_aside', memo_contains: 'istanbul' }),
  small: rule({ effect: 'set_aside', max_msat: 1_000 }),
  jar: rule({ effect: 'set_aside', wallet: 'jar', min_msat: 21_000 }),
  ours: rule({ effect: 'ours', memo_contains: 'kahve', show: 'beta' }),
}

function rule(over: Partial<Parameters<typeof makeRule>[1]>): Parameters<typeof makeRule>[1] {
  return {
    effect: 'set_aside',
    memo_contains: null,
    wallet: null,
    min_msat: null,
    max_msat: null,
    show: null,
    note: null,
    ...over,
  }
}

function entryOf({ wallet, at_s, rail, msat, memo, comment, metadata }: Payment, number: number) {
  const boostagram = {
    action: ['stream', 'auto'].includes(metadata) ? metadata : 'boost',
    podcast: SHOWS.includes(metadata) ? metadata : metadata === 'no show' ? '' : 'alpha',
    message: metadata === 'auto' ? undefined : 'Read this',
    // A host who chooses a show chooses no episode with it.
    episode: '',
  }
  const said =
    metadata === 'none'
      ? { boostagram: null }
      : metadata === 'unreadable'
        ? { boostagram: null, tlv: Buffer.from('{"cut').toString('base64') }
        : { boostagram }
  return makeEntry({
    source: `${wallet} node`,
    wallet,
    id: `${number}`,
    payment_hash: hashOf(number + 1),
    settled_at: new Date(BEGIN + at_s * 1000).toISOString(),
    amount_msat: msat,
    rail,
    memo,
    ...(comment ? { comment } : {}),
    ...said,
  })
}

async function prepare() {
  await emptyIntake(ctx.db)
  for (const slug of SHOWS) {
    const { id } = await ctx.db
      .insertInto('shows')
      .values({ slug, title: slug, status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.db.insertInto('show_names').values({ kind: 'title', value: slug, show_id: id }).execute()
  }
  for (const name of WALLETS) await ctx.db.insertInto('wallets').values({ name }).execute()
}

/** Brings wallets, shows and rules to a state, as hosts do, one by one. */
async function decide({ wallets, aside, rules }: State) {
  for (const { id } of await ctx.db.selectFrom('rules').select('id').execute()) await endRule(ctx, id)
  for (const [index, name] of WALLETS.entries()) {
    const { whose, show } = wallets[index] ?? { whose: 'shared', show: null }
    await changeWallet(ctx, name, { whose: whose === 'show' ? 'show' : 'shared', show })
  }
  for (const [index, slug] of SHOWS.entries())
    await changeShow(ctx, slug, { set_aside: aside[index] ?? false })
  for (const name of rules) {
    const wanted = RULES[name]
    if (wanted) await makeRule(ctx, wanted)
  }
}

async function act({ which, does, show }: Hand, count: number) {
  const payments = await ctx.db.selectFrom('payments').select('id').orderBy('payment_hash').execute()
  const id = payments[which % count]?.id
  if (id === undefined) return
  if (does === 'aside' || does === 'back') await patchPayment(ctx.db, id, { set_aside: does === 'aside' })
  else
    await patchPayment(ctx.db, id, {
      show,
      message: 'By hand',
      ...(does === 'stream' ? { action: 'stream' } : {}),
    })
}

describe('a payment that is decided again', () => {
  it('comes to what it were if it were recorded now', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(payment, { minLength: 1, maxLength: 5 }),
        fc.array(hand, { maxLength: 2 }),
        fc.array(state, { minLength: 1, maxLength: 2 }),
        state,
        fc.boolean(),
        withinTime(15_000, async (payments, hands, earlier, last, actsLate) => {
          const entries = payments.map(entryOf)
          await prepare()
          await decide(last)
          await recordReports(ctx.db, entries)
          for (const each of hands) await act(each, entries.length)
          const expected = await snapshotIntake(ctx.db)

          await prepare()
          for (const [index, each] of earlier.entries()) {
            await decide(each)
            if (index > 0) continue
            await recordReports(ctx.db, entries)
            if (!actsLate) for (const one of hands) await act(one, entries.length)
          }
          await decide(last)
          if (actsLate) for (const one of hands) await act(one, entries.length)
          expect(await snapshotIntake(ctx.db)).toEqual(expected)
        }),
      ),
      { numRuns: RUNS },
    )
  })
})
