import type { Done } from '#api/import/count-items.ts'
import type { Item, Reader } from '#api/import/reader/item.ts'
import type { Entry, Origin, Outcome } from '#api/intake/report.ts'
import { recordStream } from '#api/intake/stream/record-stream.ts'

export type RecordParts = {
  reader: Reader
  /** What the file is; rows may name other sources. */
  origin: Origin
  /** The wallet of rows that name none, where it is not the source's own. */
  wallet: string | null
  /** Whether a row is done already, of an earlier run. */
  isDone?: (item: Item) => boolean
  /** Records a batch. @returns an outcome for each entry, in order, once committed */
  record: (entries: Entry[], items: readonly Item[]) => Promise<Outcome[]>
  stop: AbortSignal
}

/**
 * Records a file's payments in batches, the next one read while the database works; safe to stop and run again, since each is
 * recorded once.
 * @returns what became of the rows, batch by batch
 * @throws StreamCut where it was stopped, or the file could not be read to its end; all that was read is recorded
 */
export function recordFile(parts: RecordParts): AsyncGenerator<Done[]> {
  const { reader, isDone, record, stop } = parts
  const rows = isDone ? withoutDone(reader.items(), isDone) : reader.items()
  const recordBatch = async (items: Item[]) => {
    const entries = items.flatMap((item) => entriesOf(item, parts))
    return matchOutcomes(items, await record(entries, items))
  }
  return recordStream(rows, recordBatch, stop)
}

/** The payments of a row, as they are recorded. */
export function entriesOf(
  { reading }: Item,
  { origin, wallet }: Pick<RecordParts, 'origin' | 'wallet'>,
): Entry[] {
  if (!('entries' in reading)) return []
  return reading.entries.map(({ source, report }) => ({
    origin: source === origin.source ? origin : { source, kind: origin.kind, exactness: origin.exactness },
    report: { ...report, wallet: report.wallet ?? wallet },
  }))
}

/** Gives each row the outcomes of its payments. @param outcomes of the rows' entries, in order */
export function matchOutcomes(items: readonly Item[], outcomes: readonly Outcome[]): Done[] {
  let from = 0
  return items.map((item) => {
    const size = 'entries' in item.reading ? item.reading.entries.length : 0
    from += size
    return { item, outcomes: outcomes.slice(from - size, from) }
  })
}

async function* withoutDone(
  lots: AsyncIterable<Item[]>,
  isDone: (item: Item) => boolean,
): AsyncGenerator<Item[]> {
  for await (const lot of lots) {
    const open = lot.filter((item) => !isDone(item))
    if (open.length > 0) yield open
  }
}
