import { type RawBuilder, sql } from 'kysely'
import { to as copyTo } from 'pg-copy-streams'
import type { ExportQuery, LeftOut } from '#api/contract/export.ts'
import { listKinds, listLeftOut, sayLeftOut } from '#api/export/left-out.ts'
import type { TableProfile } from '#api/export/profile/profile.ts'
import { fromReceipts, recordsOf } from '#api/export/receipt-rows.ts'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { csvRecord } from '#api/lib/csv-record.ts'

export const BOM = '\ufeff'

/**
 * Writes a table as CSV (RFC 4180), piece by piece as the database gives it. Where money is not in it, a profile that has a note ends
 * with one.
 */
export async function* writeTable(
  snapshot: Snapshot,
  profile: TableProfile,
  receipts: Receipts,
  query: ExportQuery,
): AsyncGenerator<Buffer> {
  const columns = profile.columns(receipts, query)
  yield Buffer.from(`${query.bom ? BOM : ''}${columns.map((column) => column.title).join(',')}\r\n`)
  const crlf = createCrlf()
  const rows = snapshot.client.query(copyTo(snapshot.text(copyOf(profile, columns, receipts, query))))
  for await (const chunk of rows) yield crlf(chunk)
  if (!profile.note) return
  const left = await listLeftOut(snapshot, profile, receipts, query, await listKinds(snapshot, receipts))
  if (!left.some(isMoney)) return
  const text = `Not in this file: ${sayLeftOut(left, receipts.currency)}`
  yield Buffer.from(csvRecord(profile.note(text, await lastDay(snapshot, receipts))))
}

function copyOf(
  profile: TableProfile,
  columns: readonly { sql: RawBuilder<unknown> }[],
  receipts: Receipts,
  query: ExportQuery,
): RawBuilder<unknown> {
  const cells = sql.join(columns.map((column) => column.sql))
  return sql`copy (
    select ${cells} from (${recordsOf(profile, receipts, query)}) r where ${profile.where ?? sql`true`} order by r.settled_at, r.row_id
  ) to stdout with (format csv)`
}

/** Whether receipts that moved money are not in the file, rather than that amounts are after fees and rounded. */
function isMoney({ what, amount_msat, fiat }: LeftOut): boolean {
  return !['fees', 'rounding', 'payouts', 'replies'].includes(what) && (amount_msat !== 0 || fiat.length > 0)
}

/** The day of the last receipt, within the period. */
async function lastDay(snapshot: Snapshot, receipts: Receipts) {
  const [last] = await snapshot.rows(sql<Record<'year' | 'month' | 'date', string>>`
    select to_char(at, 'YYYY') as year, to_char(at, 'MM') as month, to_char(at, 'DD') as date
    from (select coalesce(max(p.settled_at), now()) as at from ${fromReceipts(receipts)}
      where ${isReceipt({ ...receipts, setAside: true })}) last`)
  if (!last) throw new Error('A maximum has no row')
  return last
}

const LF = 10
const QUOTE = 34

/**
 * Makes what ends each CSV record with CR LF, as RFC 4180 has it, and leaves line breaks within quotes as they are. Given one chunk
 * after another.
 */
export function createCrlf(): (chunk: Buffer) => Buffer {
  let inQuotes = false
  return (chunk) => {
    const ends: number[] = []
    let quote = chunk.indexOf(QUOTE)
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, end + 1)) {
      for (; quote !== -1 && quote < end; quote = chunk.indexOf(QUOTE, quote + 1)) inQuotes = !inQuotes
      if (!inQuotes) ends.push(end)
    }
    for (; quote !== -1; quote = chunk.indexOf(QUOTE, quote + 1)) inQuotes = !inQuotes
    return withReturns(chunk, ends)
  }
}

function withReturns(chunk: Buffer, ends: readonly number[]): Buffer {
  const longer = Buffer.allocUnsafe(chunk.length + ends.length)
  let from = 0
  let to = 0
  for (const end of ends) {
    to += chunk.copy(longer, to, from, end)
    longer[to++] = 13
    longer[to++] = LF
    from = end + 1
  }
  chunk.copy(longer, to, from)
  return longer
}
