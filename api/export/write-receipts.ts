import type { ExportQuery } from '#api/contract/export.ts'
import { listRead } from '#api/export/left-out.ts'
import type { JournalProfile, ListProfile } from '#api/export/profile/profile.ts'
import { readReceipts } from '#api/export/read-receipts.ts'
import { beginFile, loadBesides } from '#api/export/receipt-file.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { tallyReceipts } from '#api/export/tally-receipts.ts'

/** Writes a file of receipts, piece by piece as they are read. */
export async function* writeReceipts(
  snapshot: Snapshot,
  profile: ListProfile | JournalProfile,
  receipts: Receipts,
  query: ExportQuery,
): AsyncGenerator<Buffer> {
  const file = beginFile(profile, receipts, query, await loadBesides(snapshot, receipts))
  // Sums by day are not what the checksum is of.
  const tally = query.streams === 'each' ? tallyReceipts(receipts) : null
  yield Buffer.from(file.head())
  for await (const rows of readReceipts(snapshot, receipts, query.streams)) {
    tally?.add(rows)
    yield Buffer.from(file.rows(rows))
  }
  yield Buffer.from(file.end(tally?.kinds() ?? (await listRead(snapshot, receipts))))
}
