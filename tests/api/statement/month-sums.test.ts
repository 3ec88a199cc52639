import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resolveReceipts } from '#api/export/receipts.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { takeRates } from '#api/rate/import-rates.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'
import { changeValuing } from '#api/rate/valuing/change-valuing.ts'
import { closedFor } from '#api/statement/closed-for.ts'
import { closeMonth } from '#api/statement/closed-months.ts'
import { listMonths } from '#api/statement/list-months.ts'
import { renewMonthSums, sumMonths } from '#api/statement/month-sums.ts'
import { sumClosedMonths } from '#api/statement/sum-closed-months.ts'
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

let count = 0
const SHOWS = ['Kill Show', 'Other'] as const
const MONTHS = ['2026-09', '2026-10', '2026-11']

async function pay(day: number, msat: number, show: 0 | 1): Promise<void> {
  // The first of September and the last of November are just within, and just without, in another zone.
  const settled_at = new Date(Date.UTC(2026, 8, 1, -3) + day * 86_400_000).toISOString()
  const boostagram = { podcast: SHOWS[show] }
  await recordReports(ctx.db, [makeEntry({ id: `n${count++}`, settled_at, amount_msat: msat, boostagram })])
}

async function begin(): Promise<void> {
  await ctx.db.deleteFrom('closed_months').execute()
  await ctx.db.deleteFrom('payment_rates').execute()
  for (const table of ['book_valuings', 'rate_days', 'valuings', 'rates'] as const)
    await ctx.db.deleteFrom(table).execute()
  await emptyIntake(ctx.db)
  await wantCurrency(ctx.db, 'USD')
  for (const show of [0, 1] as const) await pay(40, 1_000, show)
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  for (const month of MONTHS) {
    const rest = { month, reconciled: false, currency: 'USD' }
    await closeMonth(ctx, { ...rest, tz: 'UTC' }, 'a test')
    await closeMonth(ctx, { ...rest, show: 'kill-show', tz: 'Pacific/Auckland' }, 'a test')
  }
}
beforeEach(begin)

const months = () => ctx.db.selectFrom('closed_months').selectAll().orderBy('id').execute()

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      day: fc.nat({ max: 95 }),
      msat: fc.integer({ min: 1, max: 9_000 }),
      show: fc.constantFrom(0 as const, 1 as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      day: fc.nat({ max: 95 }),
      price: fc.integer({ min: 1, max: 99_999 }),
    }),
  },
  fc.record({ do: fc.constantFrom('aside' as const, 'move' as const, 'remove' as const), which: fc.nat() }),
  fc.record({ do: fc.constantFrom('rename' as const, 'renew' as const, 'valuing' as const) }),
)

async function take(one: typeof step extends fc.Arbitrary<infer Step> ? Step : never): Promise<void> {
  switch (one.do) {
    case 'pay':
      return await pay(one.day, one.msat, one.show)
    case 'price': {
      const at = new Date(Date.UTC(2026, 8, 1) + one.day * 86_400_000)
      const quote = { at, seconds: 86_400 as const, price: String(one.price) }
      await takeRates(ctx.db, 'USD', [quote], { origin: 'hand', source: 'by hand' })
      return
    }
    case 'rename':
      await ctx.db
        .updateTable('wallets')
        .set({ name: `wallet ${count++}` })
        .execute()
      return
    case 'valuing':
      return await changeValuing(ctx.db, null, {
        currency: 'USD',
        method: count++ % 2 === 0 ? 'day' : 'hour',
        source: null,
      })
    case 'renew':
      return await renewMonthSums(ctx)
    default: {
      const payments = await ctx.db.selectFrom('payments').select('id').orderBy('id').execute()
      const payment = payments[one.which % payments.length]
      if (!payment) return
      const set = {
        aside: sql`set_aside = not set_aside`,
        move: sql`show_id = (select max(id) from shows)`,
        remove: null,
      }[one.do]
      await (set
        ? sql`update payments set ${set} where id = ${payment.id}`
        : sql`delete from payments where id = ${payment.id}`
      ).execute(ctx.db)
    }
  }
}

describe('what closed months come to, kept', () => {
  it('is what they come to added up anew, whatever happens between', async () => {
    // One history goes on where the one before ended.
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        for (const one of steps) {
          await take(one)
          const rows = await months()
          const receipts = await Promise.all(rows.map((row) => resolveReceipts(ctx.db, closedFor(row))))
          expect(await sumMonths(ctx, rows)).toEqual(await sumClosedMonths(ctx, receipts))
          // The table has each receipt once, of a closed month or beside them.
          const { items } = await listMonths(ctx, { tz: 'UTC', currency: 'USD' })
          const { rows: all } = await sql<{ count: number }>`
              select count(*)::integer as count from payments where ours and not set_aside`.execute(ctx.db)
          expect(items.reduce((sum, one) => sum + one.count, 0)).toBe(all[0]?.count)
        }
      }),
      { numRuns: runsOf(RUNS) },
    )
  })

  it('is added up again for months that something changed in, or before, and for no other', async () => {
    const read = async () => {
      await sumMonths(ctx, await months())
      const { rows } = await sql<{ month: string; read_to: string }>`
        select month, read_to::text as read_to from month_sums join closed_months on id = closed_id
        where show_id is null order by month`.execute(ctx.db)
      return Object.fromEntries(rows.map(({ month, read_to }) => [month, read_to]))
    }
    const first = await read()
    expect(await read()).toEqual(first)
    await pay(80, 21_000, 1)
    const second = await read()
    expect(second).toEqual({ ...first, '2026-11': expect.not.stringMatching(`^${first['2026-11']}$`) })
    await pay(5, 21_000, 1)
    const third = await read()
    for (const month of MONTHS) expect(third[month]).not.toBe(second[month])
  })
})
