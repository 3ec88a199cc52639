import type { RawBuilder } from 'kysely'
import type { ExportQuery } from '#api/contract/export.ts'
import type { TableProfile } from '#api/export/profile/profile.ts'
import { receiptRows } from '#api/export/receipt-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'

/** What the records of a table are made from, one row `r` each, of which `where` of the profile says which are written. */
export function recordsOf(
  profile: TableProfile,
  receipts: Receipts,
  { streams }: Pick<ExportQuery, 'streams'>,
): RawBuilder<unknown> {
  const rows = receiptRows(receipts, profile.streams ?? streams)
  return profile.rows ? profile.rows(rows, receipts) : rows
}
