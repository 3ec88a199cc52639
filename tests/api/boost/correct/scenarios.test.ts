import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBoostId } from '#api/alias/alias.ts'
import { joinBoosts } from '#api/boost/correct/join-boosts.ts'
import { patchBoost } from '#api/boost/correct/patch-boost.ts'
import { splitBoost } from '#api/boost/correct/split-boost.ts'
import { AppError } from '#api/errors.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

/** What happens: a payment comes, or a host corrects something that is there by then. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      wallet: fc.integer({ min: 0, max: 2 }),
      message: fc.constantFrom('one', 'one', 'one', 'two'),
      minute: fc.integer({ min: 0, max: 3 }),
      uuid: fc.constantFrom(null, null, 'u1'),
      show: fc.constantFrom('First show', 'First show', 'First show', 'Second show'),
      bare: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'split',
        'split',
        'join',
        'join',
        'show',
        'show',
        'show',
        'episode',
        'supporter',
        'hide',
        'no-double',
        'aside',
        'back',
        'attach',
        'detach',
        'stream',
        'reread',
      ),
      a: fc.nat(1000),
      b: fc.nat(1000),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

describe('whatever a host corrects, and whatever comes meanwhile', () => {
  it('every payment is in one boost at most, all sums agree, and every id leads somewhere', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (steps) => {
        run++
        const seen = new Set<string>()
        for (const each of steps) {
          await takeStep(`run ${run}`, each)
          for (const { id } of await ctx.db.selectFrom('boosts').select('id').execute()) seen.add(id)
        }
        await check(seen)
      }),
      { numRuns: 4, endOnFailure: true },
    )
  })
})

async function takeStep(run: string, each: Step): Promise<void> {
  if (each.kind === 'pay') {
    const { wallet, message, minute, uuid, show, bare } = each
    await recordPayments(
      ctx.db,
      makeReport({
        source: `${run} ${wallet}`,
        settled_at: new Date(Date.UTC(2026, 4, 14, 18, minute)).toISOString(),
        amount_msat: 2_000_000,
        boostagram: bare
          ? null
          : {
              podcast: show,
              episode: `${show} 1`,
              sender_name: run,
              message,
              boost_uuid: uuid,
              value_msat_total: 9_000_000,
            },
      }),
    )
    return
  }
  try {
    await correctOnce(run, each)
  } catch (error) {
    // What does not go together is refused, and nothing else.
    if (!(error instanceof AppError) || ![404, 409, 422].includes(error.status)) throw error
  }
}

async function correctOnce(
  run: string,
  { kind, a, b }: { kind: string; a: number; b: number },
): Promise<void> {
  const { db } = ctx
  const payments = await db
    .selectFrom('payments')
    .innerJoin('wallets', 'wallets.id', 'payments.wallet_id')
    .select(['payments.id', 'payments.boost_id', 'payments.ref', 'wallets.name as wallet'])
    .where('wallets.name', 'like', `${run} %`)
    .orderBy('payments.id')
    .execute()
  const payment = payments[a % Math.max(1, payments.length)]
  const other = payments[b % Math.max(1, payments.length)]
  if (!payment || !other) return
  const slug = b % 2 === 0 ? 'first-show' : 'second-show'
  const on = payment.boost_id
  if (kind === 'aside' || kind === 'back') await patchPayment(db, payment.id, { set_aside: kind === 'aside' })
  else if (kind === 'attach')
    await patchPayment(db, payment.id, { show: slug, sender_name: 'By hand', message: 'By hand' })
  else if (kind === 'detach') await patchPayment(db, payment.id, { show: null })
  else if (kind === 'stream') await patchPayment(db, payment.id, { action: b % 2 === 0 ? 'stream' : 'boost' })
  else if (kind === 'reread') await reread(payment, b)
  else if (!on) return
  else if (kind === 'split') await splitBoost(db, on, [payment.id])
  else if (kind === 'join' && other.boost_id) await joinBoosts(db, on, [other.boost_id])
  else if (kind === 'show') await patchBoost(db, on, { show: slug })
  else if (kind === 'episode') await patchBoost(db, on, { episode: null })
  else if (kind === 'supporter') await patchBoost(db, on, { supporter: null })
  else if (kind === 'hide') await patchBoost(db, on, { hidden: b % 2 === 0 })
  else if (kind === 'no-double') await patchBoost(db, on, { possible_double: false })
}

/** Another source reports the payment again, with metadata that it may have lacked. */
async function reread({ ref, wallet }: { ref: string; wallet: string }, b: number): Promise<void> {
  const { settled_at } = await ctx.db
    .selectFrom('payments')
    .select('settled_at')
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow()
  await recordPayments(
    ctx.db,
    makeReport({
      source: `${wallet} again`,
      wallet,
      id: ref,
      settled_at: settled_at.toISOString(),
      amount_msat: 2_000_000,
      boostagram: { podcast: b % 2 === 0 ? 'First show' : 'Second show', message: 'late' },
    }),
  )
}

async function check(seen: ReadonlySet<string>): Promise<void> {
  const { db } = ctx
  const { rows: wrong } = await sql<{ id: string }>`
    select b.id, b.payment_count, b.received_msat, s.count, s.received
    from boosts b cross join lateral (
      select count(*) filter (where refund_ref is null and not set_aside) as count,
        coalesce(sum(amount_msat) filter (where not set_aside), 0)::bigint as received
      from payments where boost_id = b.id
    ) s
    where b.payment_count <> s.count or b.received_msat <> s.received`.execute(db)
  expect(wrong).toEqual([])
  const { rows: strays } = await sql`
    select p.id, p.show_id, b.show_id as of_boost, p.episode_id, b.episode_id as episode_of_boost, p.supporter_id, b.supporter_id
    from payments p join boosts b on b.id = p.boost_id
    where not p.set_aside and (p.show_id <> b.show_id or p.action = 'stream' or not p.ours
      or p.episode_id is distinct from b.episode_id or p.supporter_id is distinct from b.supporter_id)`.execute(
    db,
  )
  expect(strays).toEqual([])
  const { rows: homeless } = await sql`
    select id, action, pinned from payments
    where ours and not set_aside and show_id is not null and action in ('boost', 'auto') and refund_ref is null
      and boost_id is null`.execute(db)
  expect(homeless).toEqual([])
  const { rows: astray } = await sql`
    select b.id from boosts b left join episodes e on e.id = b.episode_id where e.show_id <> b.show_id`.execute(
    db,
  )
  expect(astray).toEqual([])
  for (const id of seen)
    expect({ id, leads: (await findBoostId(db, id)) !== null }).toEqual({ id, leads: true })
}
