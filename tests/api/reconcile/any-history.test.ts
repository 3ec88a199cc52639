import fc from 'fast-check'
import type { Kysely, RawBuilder } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Entry } from '#api/intake/report.ts'
import { compare as compareAll } from '#api/reconcile/compare/compare.ts'
import { keepItems } from '#api/reconcile/list/keep-items.ts'
import type { DB } from '#db/schema/index.ts'
import { emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let ctx: TestContext
beforeAll(async () => {
  ctx = await makeContext()
})
afterAll(() => ctx.close())

const FROM = new Date('2026-05-01T00:00:00Z')
const UNTIL = new Date('2026-06-01T00:00:00Z')
/** Ten days before the month, and ten behind it. */
const FIRST_S = FROM.getTime() / 1000 - 10 * 86_400
const MINUTES = (31 + 20) * 24 * 60

const fate = fc.constantFrom('both', 'missed', 'foreign', 'doubled', 'otherwise', 'aside')
const received = fc.record({
  minute: fc.nat({ max: MINUTES - 1 }),
  msat: fc.integer({ min: 1_000, max: 50_000_000 }),
  more_sats: fc.integer({ min: 1, max: 1_000 }),
  isHashed: fc.boolean(),
  fate,
})
type Received = (typeof received extends fc.Arbitrary<infer One> ? One : never) & { id: string }
const history = fc
  .uniqueArray(received, { selector: ({ minute }) => minute, maxLength: 12 })
  .map((all) => all.map((one, index) => ({ ...one, id: `p${index}` })))

const atOf = ({ minute }: Received) => new Date((FIRST_S + minute * 60) * 1000)
const isWithin = (one: Received) => atOf(one) >= FROM && atOf(one) < UNTIL

/** A payment as the wallet reports it. */
function reportOf(one: Received, over: Record<string, unknown> = {}): Entry {
  return makeEntry({
    source: 'node',
    wallet: 'node',
    id: one.id,
    settled_at: atOf(one).toISOString(),
    amount_msat: one.msat,
    ...(one.isHashed ? { payment_hash: hashOf(Number(one.id.slice(1)) + 1) } : {}),
    ...over,
  })
}

/** What the books have of it. */
function booksOf(one: Received): Entry[] {
  switch (one.fate) {
    case 'missed':
      return []
    case 'otherwise':
      return [reportOf(one, { amount_msat: one.msat + one.more_sats * 1_000 })]
    case 'doubled':
      return [reportOf(one), reportOf(one, { source: 'old', id: `old-${one.id}`, payment_hash: undefined })]
    default:
      return [reportOf(one)]
  }
}

async function compare(db: Kysely<DB>, all: readonly Received[]) {
  await emptyIntake(db)
  for (const one of all) await recordReports(db, booksOf(one))
  await recordReports(db, [
    makeEntry({ source: 'node', wallet: 'node', id: 'long ago', settled_at: '2026-01-01T00:00:00Z' }),
  ])
  for (const { id } of all.filter(({ fate }) => fate === 'aside'))
    await db.updateTable('payments').set({ set_aside: true }).where('ref', '=', id).execute()
  const wallet = await db
    .selectFrom('wallets')
    .select('id')
    .where('name', '=', 'node')
    .executeTakeFirstOrThrow()
  const list = await db
    .insertInto('wallet_lists')
    .values({
      id: crypto.randomUUID(),
      wallet_id: wallet.id,
      source: 'node',
      kind: 'http',
      exactness: 3,
      from_day: '2026-05-01',
      to_day: '2026-05-31',
      time_zone: 'UTC',
      from_at: FROM,
      until_at: UNTIL,
      asked_by: 'a test',
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const there = all.filter(({ fate }) => fate !== 'foreign').map((one) => reportOf(one).report)
  // Lists are read in any order, and some pages twice.
  await keepItems(db, list, there.toReversed())
  await keepItems(db, list, there.slice(0, 3))
  const rows = async <Row>(query: RawBuilder<Row>) => (await query.execute(db)).rows
  const comparison = { ...list, from: FROM, until: UNTIL }
  return await compareAll({ rows }, comparison)
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

describe('comparing a wallet with the books', () => {
  it('gives exactly what was missed, doubled or has another amount, whatever the history', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (all) => {
        const { figures, items } = await compare(ctx.db, all)
        const of = (...fates: Received['fate'][]) =>
          all.filter((one) => isWithin(one) && fates.includes(one.fate))
        const told = items.map(({ kind, there, here, is_double }) => ({
          kind,
          there: there?.amount_msat ?? null,
          here: here?.amount_msat ?? null,
          is_double,
        }))
        const expected = [
          ...of('missed').map(({ msat }) => ({
            kind: 'only_there',
            there: msat,
            here: null,
            is_double: false,
          })),
          ...of('foreign').map(({ msat }) => ({
            kind: 'only_here',
            there: null,
            here: msat,
            is_double: false,
          })),
          ...of('doubled').map(({ msat }) => ({
            kind: 'only_here',
            there: null,
            here: msat,
            is_double: true,
          })),
          ...of('otherwise').map(({ msat, more_sats }) => ({
            kind: 'differs',
            there: msat,
            here: msat + more_sats * 1_000,
            is_double: false,
          })),
        ]
        const sorted = (list: object[]) => list.map((one) => JSON.stringify(one)).sort()
        expect(sorted(told)).toEqual(sorted(expected))

        const there = of('both', 'missed', 'doubled', 'otherwise', 'aside')
        expect(figures.there).toMatchObject({
          count: there.length,
          amount_msat: sum(there.map(({ msat }) => msat)),
        })
        expect(figures.matched.count).toBe(of('both', 'doubled').length)
        expect(figures.left_out.count).toBe(of('aside').length)
        expect(figures.open).toBe(expected.length)
        // What the wallet has is what the books have, but for what is said to be different.
        expect(figures.there.amount_msat).toBe(
          figures.here.amount_msat +
            figures.left_out.amount_msat +
            figures.only_there.amount_msat -
            figures.only_here.amount_msat +
            figures.differs.amount_msat,
        )
      }),
      { numRuns: RUNS },
    )
  })
})
