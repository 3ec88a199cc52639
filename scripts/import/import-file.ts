import type { Context } from '#api/context.ts'
import type { Entry, Origin, Outcome } from '#api/intake/report.ts'
import { recordStream } from '#api/intake/stream/record-stream.ts'
import type { Progress } from '#scripts/import/progress.ts'
import type { Item, Reader } from '#scripts/import/reader/item.ts'
import type { Rejects } from '#scripts/import/rejects.ts'
import type { ItemTally } from '#scripts/import/tally-items.ts'

export type ImportParts = {
  reader: Reader
  /** What the file is; rows may name other sources. */
  origin: Origin
  /** The wallet of rows that name none, where it is not the source's own. */
  wallet: string | null
  tally: ItemTally
  rejects: Rejects
  progress: Progress
  stop: AbortSignal
}

/**
 * Records a file's payments in batches, the next one read while the database works; safe to stop and run again, since each is
 * recorded once.
 * @throws StreamCut where it was stopped, or the file could not be read to its end; all that was read is recorded
 */
export async function importFile({ intake }: Pick<Context, 'intake'>, parts: ImportParts): Promise<void> {
  const { reader, tally, rejects, progress, stop } = parts
  const record = async (items: Item[]) => {
    const entries = items.map((item) => entriesOf(item, parts))
    const outcomes = await intake.recordEntries(entries.flat())
    let from = 0
    return items.map((item, at) => {
      const size = entries[at]?.length ?? 0
      from += size
      return { item, outcomes: outcomes.slice(from - size, from) }
    })
  }
  for await (const done of recordStream(reader.items(), record, stop)) {
    for (const { item, outcomes } of done) {
      tally.add(item, outcomes)
      for (const error of errorsOf(item, outcomes))
        await rejects.add({ row: item.place, error, raw: item.raw() })
    }
    progress.show(done.at(-1)?.item.position ?? 0, tally.rows())
  }
}

function entriesOf({ reading }: Item, { origin, wallet }: ImportParts): Entry[] {
  if (!('entries' in reading)) return []
  return reading.entries.map(({ source, report }) => ({
    origin: source === origin.source ? origin : { source, kind: origin.kind, exactness: origin.exactness },
    report: { ...report, wallet: report.wallet ?? wallet },
  }))
}

function errorsOf({ reading }: Item, outcomes: readonly Outcome[]): string[] {
  if ('error' in reading) return [reading.error]
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? outcome.error : []))
}
