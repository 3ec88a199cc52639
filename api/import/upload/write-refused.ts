import type { Kysely } from 'kysely'
import { listRefused } from '#api/import/upload/list-imports.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 10_000

/** The refused rows of a file as CSV (RFC 4180). Text that a spreadsheet would take for a formula has an apostrophe before it. */
export async function writeRefused(db: Kysely<DB>, id: string): Promise<string> {
  const rows = await listRefused(db, id, MOST)
  const lines = rows.map(({ row, reason, raw }) => [String(row), reason, raw].map(cellOf).join(','))
  return `\ufeff${['row,reason,content', ...lines].join('\r\n')}\r\n`
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
