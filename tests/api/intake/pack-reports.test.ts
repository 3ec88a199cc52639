import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { packReports } from '#api/intake/pack-reports.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Entry } from '#api/intake/report.ts'
import { readPaymentReports } from '#api/payment/read-payment.ts'
import { migrate, migrateTo } from '#db/migrate.ts'
import { leavePlain, unpack } from '#db/packed/pack.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await emptyIntake(ctx.db)
  await packing({ from: '-infinity', to: null })
})

const packing = ({ from, to }: { from: string; to: number | null }) =>
  ctx.db
    .updateTable('installation')
    .set({ packs_from: sql<Date>`${from}::timestamptz`, packed_to: to })
    .execute()
/** As a version recorded it that did not pack. */
const unpacked = () => packing({ from: 'infinity', to: null })

const RAW = JSON.stringify({
  memo: 'ü',
  settle_date: '1700000000',
  state: 'SETTLED',
  htlcs: [{ amt_msat: '1' }],
})
const entry = (over: Record<string, unknown> = {}, raw: string | null = RAW): Entry => {
  const made = makeEntry(over)
  return raw === null ? made : { ...made, report: { ...made.report, raw } }
}
const record = async (...entries: Entry[]): Promise<string[]> =>
  (await recordReports(ctx.db, entries)).map((outcome) => {
    if (outcome.status === 'rejected') throw new Error(outcome.error)
    return outcome.payment_id
  })
const reportsOf = async (id: string) =>
  (await readPaymentReports(ctx.db, id)).metadata.map(({ raw_base64, reported }) => ({
    raw_base64,
    reported,
  }))
const sightings = () => ctx.db.selectFrom('sightings').selectAll().orderBy('id').execute()

const GIVEN = [
  { id: 'a', boostagram: { message: 'Hello' } },
  { id: 'b', boostagram: { message: 'Ünïcode 🚀' } },
  { id: 'c', boostagram: null, memo: 'no metadata' },
  { id: 'd', boostagram: null, tlv: Buffer.from([0, 1, 2, 3]).toString('base64') },
]
const entries = () => GIVEN.map((over, at) => entry(over, at === 1 ? null : RAW))

/** What is answered of each, recorded by a version that did not pack. */
async function answeredBefore(): Promise<[ids: string[], answers: unknown[]]> {
  await unpacked()
  const ids = await record(...entries())
  return [ids, await Promise.all(ids.map(reportsOf))]
}

it('what is recorded is answered as it came, packed or not', async () => {
  const [, before] = await answeredBefore()
  expect(before[1]).toMatchObject([{ reported: null }])
  expect(before[0]).toMatchObject([{ reported: RAW }])
  await emptyIntake(ctx.db)
  await packing({ from: '-infinity', to: null })
  const ids = await record(...entries())
  expect(await Promise.all(ids.map(reportsOf))).toEqual(before)
  for (const { raw, packed_raw } of await sightings()) {
    expect(raw).toBeNull()
    expect(packed_raw?.length ?? 0).toBeLessThan(RAW.length)
  }
})

it('what was recorded before is packed in batches, and what comes later is not looked at again', async () => {
  const [ids, before] = await answeredBefore()
  await packing({ from: '-infinity', to: 0 })
  let batches = 1
  while (await packReports(ctx.db, 3)) batches++
  expect(batches).toBe(2)
  expect(await Promise.all(ids.map(reportsOf))).toEqual(before)
  for (const { raw } of await sightings()) expect(raw).toBeNull()
  const stored = await sightings()
  expect(await packReports(ctx.db)).toBe(false)
  expect(await sightings()).toEqual(stored)
})

it('nothing is packed while a version that cannot read it may run', async () => {
  await packing({ from: 'tomorrow', to: 0 })
  await record(...entries())
  expect(await packReports(ctx.db)).toBe(false)
  for (const { packed_raw, metadata } of await sightings()) {
    expect(packed_raw).toBeNull()
    if (metadata) expect(leavePlain(unpack(metadata))).toEqual(metadata)
  }
})

it.each(['packed', 'plain'] as const)(
  'a later report adds what the first one lacked, also where that lies %s',
  async (how) => {
    if (how === 'plain') await unpacked()
    await record(entry({ id: 'a', boostagram: null, memo: 'once' }, null))
    await packing({ from: '-infinity', to: null })
    const [id = ''] = await record(entry({ id: 'a', memo: 'once', boostagram: { message: 'Hello' } }))
    const [report] = await reportsOf(id)
    expect(report?.reported).toBe(RAW)
    expect(Buffer.from(report?.raw_base64 ?? '', 'base64').toString()).toContain('winebear')
    await record(entry({ id: 'a', memo: 'once', boostagram: { message: 'Hello' } }, '{"another":true}'))
    expect(await reportsOf(id)).toEqual([report])
  },
)

it('a step back to the version before unpacks everything', async () => {
  const [, before] = await answeredBefore()
  await emptyIntake(ctx.db)
  await packing({ from: '-infinity', to: null })
  const ids = await record(...entries())
  await migrateTo(ctx.database, '051-wallets-of-replies')
  const { rows } = await sql<{ metadata: Buffer | null; raw: string | null }>`
    select metadata, raw from sightings order by id`.execute(ctx.db)
  expect(
    rows.map(({ metadata, raw }) => [{ raw_base64: metadata?.toString('base64') ?? null, reported: raw }]),
  ).toEqual(before)
  await migrate(ctx.database)
  expect(await Promise.all(ids.map(reportsOf))).toEqual(before)
})
