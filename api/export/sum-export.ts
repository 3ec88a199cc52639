import { sql } from 'kysely'
import type { ExportQuery, ExportSummary } from '#api/contract/export.ts'
import { listKinds, listLeftOut, sumKinds } from '#api/export/left-out.ts'
import { profiles } from '#api/export/profile/index.ts'
import type { Profile } from '#api/export/profile/profile.ts'
import { receiptRows, recordsOf } from '#api/export/receipt-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'

/** What the file of a profile will hold, and what it will not. */
export async function sumExport(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
  query: Pick<ExportQuery, 'profile' | 'streams'>,
): Promise<ExportSummary> {
  const profile = profiles[query.profile]
  const kinds = await listKinds(snapshot, receipts)
  const sums = sumKinds(kinds, receipts)
  return {
    ...sums,
    left_out: await listLeftOut(snapshot, profile, receipts, query, kinds),
    records: await countRecords(snapshot, profile, receipts, query, sums.count),
    most_records: profile.kind === 'table' ? (profile.mostRecords ?? null) : null,
  }
}

async function countRecords(
  snapshot: Pick<Snapshot, 'rows'>,
  profile: Profile,
  receipts: Receipts,
  query: Pick<ExportQuery, 'streams'>,
  all: number,
): Promise<number> {
  if (profile.kind === 'journal' || (profile.kind === 'list' && query.streams === 'each')) return all
  const records =
    profile.kind === 'table'
      ? sql`(${recordsOf(profile, receipts, query)}) r where ${profile.where ?? sql`true`}`
      : sql`(${receiptRows(receipts, query.streams)}) r`
  const [found] = await snapshot.rows(sql<{ count: number }>`
    select count(*) as count from ${records}`)
  return found?.count ?? 0
}
