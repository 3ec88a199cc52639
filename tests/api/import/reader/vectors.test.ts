import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runReadout } from '#tests/helper/run-readout.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

/** Documented inputs that lie beside the project, where they are at hand. */
const FILE = fileURLToPath(new URL('../../../../../shared/vectors/lnd-invoices.json', import.meta.url))

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe.skipIf(!existsSync(FILE))("the documented page of LND's invoices", () => {
  it('is imported: each settled invoice once, with the metadata that can be read', async () => {
    const { invoices } = JSON.parse(readFileSync(FILE, 'utf8'))
    const settled = invoices.filter(({ state }: { state: string }) => state === 'SETTLED')
    const { status, out } = await runReadout(database.url, ['import', 'lnd', FILE, '--source', 'node'])
    expect(status).toBe(0)
    expect(out).toContain(`${invoices.length} rows read: ${settled.length} recorded`)
    const rows = await database.db.selectFrom('payments').selectAll().orderBy('settled_at').execute()
    const expected = settled.map(
      (invoice: { add_index: string; amt_paid_msat: string; settle_date: string }) => ({
        ref: invoice.add_index,
        amount_msat: Number(invoice.amt_paid_msat),
        settled_at: new Date(Number(invoice.settle_date) * 1000),
      }),
    )
    const byRef = (a: { ref: string }, b: { ref: string }) => Number(a.ref) - Number(b.ref)
    expect(
      rows.map(({ ref, amount_msat, settled_at }) => ({ ref, amount_msat, settled_at })).sort(byRef),
    ).toEqual(expected.sort(byRef))
    const cut = rows.filter((row) => row.needs_look?.includes('cut off'))
    expect(cut.length).toBe(1)
  })
})
