import { join } from 'node:path'
import { exportQuerySchema } from '#api/contract/export.ts'
import type { Statement, YearQuery } from '#api/contract/statement.ts'
import { profiles } from '#api/export/profile/index.ts'
import type { ReceiptRow } from '#api/export/profile/profile.ts'
import { readReceipts } from '#api/export/read-receipts.ts'
import { type Besides, beginFile, loadBesides } from '#api/export/receipt-file.ts'
import { sumReplies } from '#api/export/reply-rows.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { tallyReceipts } from '#api/export/tally-receipts.ts'
import { headOf } from '#api/statement/build-statement.ts'
import { listPayoutLines } from '#api/statement/list-payout-lines.ts'
import { statementAsDocument } from '#api/statement/pdf/statement-as-document.ts'
import { linesOf } from '#api/statement/pdf/words.ts'
import { writePdf } from '#api/statement/pdf/write-pdf.ts'
import { statementAsMarkdown } from '#api/statement/statement-as-markdown.ts'
import { beginAdding, type Stated } from '#api/statement/year/add-receipts.ts'
import { adjustmentsCsv, pricesCsv } from '#api/statement/year/csv-files.ts'
import { type PackedAside, packAside } from '#api/statement/year/pack-aside.ts'
import type { Year, YearPart } from '#api/statement/year/plan-year.ts'
import type { PackedFile } from '#api/statement/year/write-zip.ts'
import { yearReadme } from '#api/statement/year/year-readme.ts'

type PayoutLines = Awaited<ReturnType<typeof listPayoutLines>>
/** A part of the year with what is said of it beside its receipts. */
type Prepared = {
  part: YearPart
  besides: Besides
  payouts: PayoutLines
  replies: Awaited<ReturnType<typeof sumReplies>>
}

/**
 * The files of a year's pack, in their order, each made when it is its turn: those of the months, then those of the year. Its receipts
 * are read once for all of them.
 * @param folder where the files of a month lie until they are sent
 */
export async function* yearFiles(
  snapshot: Snapshot,
  { year, months }: Year,
  query: YearQuery,
  { now, folder }: { now: Date; folder: string },
): AsyncGenerator<PackedFile> {
  // Beforehand: the connection does nothing else while receipts are read.
  const whole = await prepare(snapshot, year)
  const prepared: Prepared[] = []
  for (const month of months) prepared.push(await prepare(snapshot, month))
  const adding = await beginAdding(snapshot, year.receipts)
  const reading = cutReading(readReceipts(snapshot, year.receipts, 'each'))
  const stated: { part: YearPart; statement: Statement }[] = []
  for (const month of prepared) {
    const { part } = month
    const packed = await packMonth(month, query, folder, async (take) => {
      for await (const rows of reading.until(part.receipts.until)) {
        adding.add(rows)
        await take(rows)
      }
    })
    const statement = stateOf(month, adding.endPeriod(), now)
    stated.push({ part, statement })
    const at = timeOf(part)
    yield { name: `${part.name}/statement.pdf`, at, pieces: pdfOf(part, statement, query) }
    yield { name: `${part.name}/statement.md`, at, pieces: [Buffer.from(statementAsMarkdown(statement))] }
    yield { name: `${part.name}/receipts.csv`, at, packed: packed.list }
    yield { name: `${part.name}/journal.${profiles[query.journal].extension}`, at, packed: packed.journal }
  }
  // What a wallet dates later than now.
  for await (const rows of reading.until(null)) adding.add(rows)
  adding.endPeriod()
  const at = timeOf(year)
  const statement = stateOf(whole, adding.all(), now)
  yield { name: `statement-${query.year}.pdf`, at, pieces: pdfOf(year, statement, query) }
  yield { name: 'adjustments.csv', at, pieces: [Buffer.from(adjustmentsCsv(stated))] }
  yield { name: 'prices.csv', at, pieces: [Buffer.from(await pricesCsv(snapshot, adding.prices))] }
  yield { name: 'README.txt', at, pieces: [Buffer.from(yearReadme(statement, stated, query))] }
}

async function prepare(snapshot: Snapshot, part: YearPart): Promise<Prepared> {
  const { receipts } = part
  return {
    part,
    besides: await loadBesides(snapshot, receipts),
    payouts: await listPayoutLines(snapshot, receipts),
    replies: await sumReplies(snapshot, receipts),
  }
}

/** Gives what is read in parts that follow each other in time. */
function cutReading(reading: AsyncGenerator<ReceiptRow[]>) {
  let rest: ReceiptRow[] = []
  return {
    /** What is left of it before an instant, of whole seconds; null: all of it. */
    async *until(end: Date | null): AsyncGenerator<ReceiptRow[]> {
      const second = end?.toISOString().slice(0, 19)
      const isLater = ({ settled_at }: ReceiptRow) =>
        second !== undefined && settled_at.slice(0, 19) >= second
      for (;;) {
        const last = rest.at(-1)
        if (last && isLater(last)) {
          const first = rest.findIndex(isLater)
          const own = rest.slice(0, first)
          rest = rest.slice(first)
          if (own.length > 0) yield own
          return
        }
        if (rest.length > 0) yield rest
        const { done, value } = await reading.next()
        rest = done ? [] : value
        if (done) return
      }
    },
  }
}

/** Writes receipts and journal of a month of one reading. */
async function packMonth(
  { part, besides }: Prepared,
  { journal }: YearQuery,
  folder: string,
  read: (take: (rows: readonly ReceiptRow[]) => Promise<void>) => Promise<void>,
): Promise<Record<'list' | 'journal', PackedAside>> {
  const begin = (name: 'plain' | YearQuery['journal']) => {
    const profile = profiles[name]
    if (profile.kind === 'table') throw new Error(`${name} is no file of single receipts`)
    const { from, to, show } = part.query
    const query = { ...part.query, ...exportQuerySchema.parse({ profile: name }), from, to, show }
    return {
      file: beginFile(profile, part.receipts, query, besides),
      aside: packAside(join(folder, `${part.name}.${name}`)),
    }
  }
  const files = { list: begin('plain'), journal: begin(journal) }
  const all = Object.values(files)
  const tally = tallyReceipts(part.receipts)
  try {
    for (const { file, aside } of all) await aside.write(file.head())
    await read(async (rows) => {
      tally.add(rows)
      for (const { file, aside } of all) await aside.write(file.rows(rows))
    })
    for (const { file, aside } of all) await aside.write(file.end(tally.kinds()))
    return { list: await files.list.aside.end(), journal: await files.journal.aside.end() }
  } finally {
    for (const { aside } of all) aside.drop()
  }
}

/** A closed month says what it was closed with. */
function stateOf({ part, payouts, replies }: Prepared, stated: Stated, now: Date): Statement {
  if (part.kept) return part.kept.statement
  return {
    ...headOf(part.receipts, part.query, part.settled ? new Date(part.settled.at) : now),
    ...stated,
    ...(payouts.length > 0 ? { payouts } : {}),
    ...(replies ? { replies } : {}),
    ...(part.adjustments ? { adjustments: part.adjustments } : {}),
  }
}

async function* pdfOf(
  part: YearPart,
  statement: Statement,
  { issuer }: YearQuery,
): AsyncGenerator<Uint8Array> {
  const closed = part.kept ?? part.settled
  yield await writePdf(statementAsDocument(statement, { issuer: linesOf(issuer), closed }))
}

/** When it was closed, else the end of what is over: never the time of packing. */
function timeOf({ kept, settled, receipts }: YearPart): Date {
  return new Date(kept?.at ?? settled?.at ?? receipts.until ?? 0)
}
