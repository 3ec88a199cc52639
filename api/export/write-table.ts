import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { to as copyTo } from 'pg-copy-streams'
import type { ExportQuery } from '#api/contract/export.ts'
import { createCrlf } from '#api/export/crlf.ts'
import type { TableProfile } from '#api/export/profile/profile.ts'
import { receiptRows } from '#api/export/receipt-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { sumReceipts } from '#api/export/sum-receipts.ts'

const BOM = '\ufeff'

/**
 * Writes receipts as CSV (RFC 4180), piece by piece as the database gives them. The last record, where the profile has one, holds as
 * text in its last cell count, sum, checksum, and the SHA-256 of all bytes above it: a file without it is incomplete.
 */
export async function* writeTable(
  snapshot: Snapshot,
  profile: TableProfile,
  receipts: Receipts,
  query: ExportQuery,
): AsyncGenerator<Buffer> {
  const columns = profile.columns(receipts, query)
  const digest = createHash('sha256')
  const digested = (bytes: Buffer) => {
    digest.update(bytes)
    return bytes
  }
  const title = `${columns.map((column) => column.title).join(',')}\r\n`
  yield digested(Buffer.from(((query.bom ?? profile.bom) ? BOM : '') + title))
  const crlf = createCrlf()
  const rows = snapshot.client.query(copyTo(snapshot.text(copyOf(profile, columns, receipts, query))))
  for await (const chunk of rows) yield digested(crlf(chunk))
  if (!profile.closes) return
  const { count, amount_msat, checksum } = await sumReceipts(snapshot, receipts)
  const words = `count=${count}; amount_msat=${amount_msat}; checksum=${checksum}; sha256=${digest.digest('hex')}`
  yield Buffer.from(`${','.repeat(columns.length - 1)}${words}\r\n`)
}

function copyOf(
  profile: TableProfile,
  columns: readonly { sql: RawBuilder<unknown> }[],
  receipts: Receipts,
  query: ExportQuery,
): RawBuilder<unknown> {
  const all = receiptRows(receipts, query.streams)
  const rows = profile.rows ? profile.rows(all, receipts) : all
  const cells = sql.join(columns.map((column) => column.sql))
  return sql`copy (select ${cells} from (${rows}) r order by r.settled_at, r.row_id) to stdout with (format csv)`
}
