import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ReceiptQuery, receiptQuerySchema } from '#api/contract/export.ts'
import { listKinds } from '#api/export/left-out.ts'
import { type Receipts, resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot, type Snapshot } from '#api/export/snapshot.ts'
import { keepSums, renewAllSums } from '#api/export/sums/keep-sums.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { takeRates } from '#api/rate/import-rates.ts'
import { changeValuing } from '#api/rate/valuing/change-valuing.ts'
import { byHour } from '#api/rate/valuing/valuing.ts'
import { listBesides } from '#api/statement/build-statement.ts'
import { sumPeriods } from '#api/statement/sum-periods.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { RUNS, runsOf } from '#tests/helper/runs.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let ctx: TestContext
beforeAll(async () => {
  ctx = await makeContext({ now: () => new Date('2027-02-01T00:00:00Z') })
})
afterAll(() => ctx.close())

const SHOWS = ['Kill Show', 'Other'] as const
const HOUR_MS = 3_600_000
const SINCE = Date.UTC(2026, 9, 15)
const HOURS = 75 * 24
let count = 0

type Kind = 'boost' | 'stream' | 'fiat' | 'free' | 'refund'

async function pay(hour: number, amount: number, show: 0 | 1, kind: Kind): Promise<void> {
  const money = {
    boost: { amount_msat: amount, fee_msat: amount % 7 },
    stream: { amount_msat: amount },
    fiat: { amount_msat: undefined, fiat: { amount_minor: amount, fee_minor: amount % 5, currency: 'USD' } },
    free: { amount_msat: undefined, rail: 'free' },
    refund: { amount_msat: amount, refund_of: `n${count}` },
  }[kind]
  const settled_at = new Date(SINCE + hour * HOUR_MS).toISOString()
  const boostagram = { podcast: SHOWS[show], action: kind === 'stream' ? 'stream' : 'boost' }
  const wallet = count % 3 === 0 ? 'node' : 'alby'
  await recordReports(ctx.db, [makeEntry({ id: `n${++count}`, wallet, settled_at, ...money, boostagram })])
}

beforeEach(async () => {
  await ctx.db.deleteFrom('payment_rates').execute()
  for (const table of ['book_valuings', 'rate_days', 'valuings', 'rates'] as const)
    await ctx.db.deleteFrom(table).execute()
  await emptyIntake(ctx.db)
  for (const show of [0, 1] as const) await pay(500, 1_000, show, 'boost')
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  await keepSums(ctx.db, byHour('USD'))
})

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      hour: fc.nat({ max: HOURS }),
      amount: fc.integer({ min: 1, max: 9_000 }),
      show: fc.constantFrom(0 as const, 1 as const),
      kind: fc.constantFrom<Kind>('boost', 'stream', 'fiat', 'free', 'refund'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      day: fc.nat({ max: 75 }),
      price: fc.integer({ min: 1, max: 99_999 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['aside', 'move', 'later', 'fee', 'look', 'wallet', 'remove'] as const)),
      which: fc.nat(),
    }),
  },
  fc.record({
    do: fc.constantFrom('renew' as const, 'valuing' as const, 'restore' as const, 'prune' as const),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never

const SETS = {
  aside: sql`set_aside = not set_aside`,
  move: sql`show_id = case when show_id is null then (select max(id) from shows) end, boost_id = null`,
  later: sql`settled_at = settled_at + interval '31 hours'`,
  fee: sql`fee_msat = fee_msat + 3`,
  look: sql`needs_look = case when needs_look is null then 'a test' end`,
  wallet: sql`wallet_id = (select max(id) from wallets)`,
}

async function take(one: Step): Promise<void> {
  switch (one.do) {
    case 'pay':
      return await pay(one.hour, one.amount, one.show, one.kind)
    case 'price': {
      const at = new Date(SINCE + one.day * 24 * HOUR_MS)
      const quote = { at, seconds: 86_400 as const, price: String(one.price) }
      await takeRates(ctx.db, 'USD', [quote], { origin: 'hand', source: `by hand ${one.price % 2}` })
      return
    }
    case 'renew':
      return await renewAllSums(ctx.db, new AbortController().signal)
    case 'valuing':
      return await changeValuing(ctx.db, null, {
        currency: 'USD',
        method: count++ % 2 === 0 ? 'day' : 'hour',
        source: null,
      })
    case 'restore':
      return await changeUnseen(sql`update installation set change_epoch = gen_random_uuid()`)
    case 'prune':
      return await changeUnseen(sql`update change_horizon set xid = pg_current_xact_id()`)
    default: {
      const payments = await ctx.db.selectFrom('payments').select('id').orderBy('id').execute()
      const payment = payments[one.which % payments.length]
      if (!payment) return
      await (one.do === 'remove'
        ? sql`delete from payments removed where id = ${payment.id}
            and not exists (select from payments where refund_of = removed.id)`
        : sql`update payments set ${SETS[one.do]} where id = ${payment.id}`
      ).execute(ctx.db)
    }
  }
}

/** Changes payments where no feed tells of it any more. */
async function changeUnseen(why: ReturnType<typeof sql>): Promise<void> {
  await sql`update payments set fee_msat = fee_msat + 1`.execute(ctx.db)
  await ctx.db.transaction().execute(async (trx) => {
    await sql`delete from changes`.execute(trx)
    await why.execute(trx)
  })
}

const day = fc
  .nat({ max: 80 })
  .map((later) => new Date(SINCE + (later - 2) * 24 * HOUR_MS).toISOString().slice(0, 10))
const query: fc.Arbitrary<ReceiptQuery> = fc
  .record({
    from: fc.option(day, { nil: undefined }),
    to: fc.option(day, { nil: undefined }),
    tz: fc.constantFrom('UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu'),
    show: fc.constantFrom(undefined, 'kill-show', 'kill-show,other'),
    wallet: fc.constantFrom(undefined, 'alby'),
    kind: fc.constantFrom('all' as const, 'boosts' as const, 'streams' as const),
    set_aside: fc.constantFrom('true', 'false'),
  })
  .map(({ from, to, ...rest }) => {
    const isTurned = from !== undefined && to !== undefined && from > to
    return receiptQuerySchema.parse({
      ...rest,
      from: isTurned ? to : from,
      to: isTurned ? from : to,
      currency: 'USD',
    })
  })

/** All that is said of receipts, and of two parts of their time. */
async function sumAll(snapshot: Snapshot, receipts: Receipts) {
  const half = new Date(SINCE + 47 * 24 * HOUR_MS)
  const parts = [receipts, { from: null, until: half }, { from: half, until: null }]
  return {
    periods: await sumPeriods(snapshot, receipts, parts),
    kinds: await listKinds(snapshot, receipts),
    besides: await listBesides(snapshot, receipts),
  }
}

/** The same as it is now, and as it is where nothing is kept, in one transaction that is undone. */
async function sumBoth(receipts: Receipts) {
  const undone = new Error('This is to be undone')
  let both: unknown[] = []
  await ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const snapshot = { rows: async (statement) => (await statement.execute(trx)).rows } as Snapshot
      const kept = await sumAll(snapshot, receipts)
      await trx.deleteFrom('summed_valuings').execute()
      both = [kept, await sumAll(snapshot, receipts)]
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return both
}

describe('sums of receipts, kept', () => {
  it('are what payments come to, whatever happens between and whatever is asked', async () => {
    // One history goes on where the one before ended.
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, query, fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (steps) => {
          for (const [one, asked, renewed] of steps) {
            await take(one)
            const receipts = await resolveReceipts(ctx.db, asked)
            if (renewed) await keepSums(ctx.db, receipts.valuing)
            const [kept, anew] = await sumBoth(receipts)
            expect(kept).toEqual(anew)
          }
        },
      ),
      { numRuns: runsOf(RUNS) },
    )
  })

  it('are made anew for days that something changed on, and for no other', async () => {
    const read = async () => {
      const { rows } = await sql<{ day: string; row: string }>`
        select day::text as day, max(xmin::text::bigint)::text as row from receipt_sums where not of_month group by day`.execute(
        ctx.db,
      )
      return new Map(rows.map(({ day: name, row }) => [name, row]))
    }
    await pay(24, 1_000, 0, 'boost')
    await keepSums(ctx.db, byHour('USD'))
    const first = await read()
    await keepSums(ctx.db, byHour('USD'))
    expect(await read()).toEqual(first)
    await pay(500, 2_000, 1, 'stream')
    await keepSums(ctx.db, byHour('USD'))
    const second = await read()
    expect(second.get('2026-10-16')).toBe(first.get('2026-10-16'))
    expect(second.get('2026-11-04')).not.toBe(first.get('2026-11-04'))
  })

  it('are read without waiting where another is making them', async () => {
    const receipts = await resolveReceipts(ctx.db, receiptQuerySchema.parse({ currency: 'USD' }))
    await pay(600, 5_000, 0, 'boost')
    await ctx.db.transaction().execute(async (trx) => {
      await trx.selectFrom('summed_valuings').select('valuing').forUpdate().execute()
      await keepSums(ctx.db, receipts.valuing)
      const sums = await inSnapshot(ctx, 'UTC', (snapshot) => sumAll(snapshot, receipts))
      expect(sums).toMatchObject({ periods: [{ total: { count: 3, amount_msat: 7_000 } }, {}, {}] })
    })
  })

  it('end with what they are valued by', async () => {
    await changeValuing(ctx.db, null, { currency: 'USD', method: 'day', source: null })
    await keepSums(ctx.db, { currency: 'USD', method: 'day', source: null })
    await changeValuing(ctx.db, null, byHour('USD'))
    const rows = await ctx.db.selectFrom('receipt_sums').select('valuing').distinct().execute()
    expect(rows).toEqual([{ valuing: 'USD' }])
  })
})
