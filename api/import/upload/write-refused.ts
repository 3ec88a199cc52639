import type { Kysely } from 'kysely'
import { listRefused } from '#api/import/upload/list-imports.ts'
import { csvRecord, withoutFormula } from '#api/lib/csv-record.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 10_000

/** The refused rows of a file as CSV (RFC 4180). Text that a spreadsheet would take for a formula has an apostrophe before it. */
export async function writeRefused(db: Kysely<DB>, id: string): Promise<string> {
  const rows = await listRefused(db, id, MOST)
  const records = rows.map(({ row, reason, raw }) =>
    csvRecord([String(row), reason, raw].map(withoutFormula)),
  )
  return `\ufeff${[csvRecord(['row', 'reason', 'content']), ...records].join('')}`
}
