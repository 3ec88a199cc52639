import { type RawBuilder, sql } from 'kysely'
import { to as copyTo } from 'pg-copy-streams'
import { type ExportQuery, exportQuerySchema } from '#api/contract/export.ts'
import type { Statement, YearQuery } from '#api/contract/statement.ts'
import { listKinds, type ReceiptKind } from '#api/export/left-out.ts'
import { profiles } from '#api/export/profile/index.ts'
import { fromReceipts } from '#api/export/receipt-rows.ts'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { writeJournal } from '#api/export/write-journal.ts'
import { createCrlf, writeTable } from '#api/export/write-table.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { statementAsDocument } from '#api/statement/pdf/statement-as-document.ts'
import { linesOf } from '#api/statement/pdf/words.ts'
import { writePdf } from '#api/statement/pdf/write-pdf.ts'
import { statementAsMarkdown } from '#api/statement/statement-as-markdown.ts'
import { stateYear, type Year, type YearPart } from '#api/statement/year/plan-year.ts'
import type { PackedFile } from '#api/statement/year/write-zip.ts'
import { yearReadme } from '#api/statement/year/year-readme.ts'

type Stated = { part: YearPart; statement: Statement }

/** The files of a year's pack, in their order, each made when it is its turn. */
export async function* yearFiles(
  snapshot: Snapshot,
  plan: Year,
  query: YearQuery,
  now: Date,
): AsyncGenerator<PackedFile> {
  const stated = await stateYear(snapshot, plan, now)
  const [year, ...months] = stated
  if (!year) return
  const at = timeOf(year)
  yield { name: 'README.txt', at, pieces: [Buffer.from(yearReadme(year, months, query))] }
  yield { name: `statement-${query.year}.pdf`, at, pieces: pdfOf(year, query) }
  yield { name: 'adjustments.csv', at, pieces: [Buffer.from(adjustmentsOf(months))] }
  yield { name: 'prices.csv', at, pieces: writePrices(snapshot, year.part.receipts) }
  for (const month of months) yield* monthFiles(snapshot, month, query)
}

async function* monthFiles(snapshot: Snapshot, month: Stated, query: YearQuery): AsyncGenerator<PackedFile> {
  const { part, statement } = month
  const { name, receipts } = part
  const at = timeOf(month)
  const journal = profiles[query.journal]
  // Both files end with what the same receipts come to.
  let kinds: Promise<ReceiptKind[]> | undefined
  const readKinds = () => {
    kinds ??= listKinds(snapshot, receipts)
    return kinds
  }
  const table = profiles.plain
  yield { name: `${name}/statement.pdf`, at, pieces: pdfOf(month, query) }
  yield { name: `${name}/statement.md`, at, pieces: [Buffer.from(statementAsMarkdown(statement))] }
  if (table.kind === 'table')
    yield {
      name: `${name}/receipts.csv`,
      at,
      pieces: writeTable(snapshot, table, receipts, exportOf(part, 'plain'), readKinds),
    }
  if (journal.kind === 'journal')
    yield {
      name: `${name}/journal.${journal.extension}`,
      at,
      pieces: writeJournal(snapshot, journal, receipts, exportOf(part, query.journal), readKinds),
    }
}

function exportOf({ query }: YearPart, profile: ExportQuery['profile']): ExportQuery {
  return {
    ...query,
    ...exportQuerySchema.parse({ profile }),
    from: query.from,
    to: query.to,
    show: query.show,
  }
}

async function* pdfOf({ part, statement }: Stated, { issuer }: YearQuery): AsyncGenerator<Uint8Array> {
  yield await writePdf(
    statementAsDocument(statement, { issuer: linesOf(issuer), closed: part.kept ?? part.settled }),
  )
}

/** When it was closed, else the end of what is over: never the time of packing. */
function timeOf({ part }: Stated): Date {
  return new Date(part.kept?.at ?? part.settled?.at ?? part.receipts.until ?? 0)
}

const ADJUSTED = [
  'month',
  'stands_in',
  'receipts',
  'amount_sats',
  'fee_sats',
  'value',
  'value_currency',
  'other_money',
]

/** What changed in months after they were closed, and in which statement it stands. */
function adjustmentsOf(months: readonly Stated[]): string {
  const rows = months.flatMap(({ part, statement }) =>
    (statement.adjustments ?? []).map((one) => [
      one.month,
      part.name,
      one.count,
      decimalOf(one.amount_msat, 3),
      decimalOf(one.fee_msat, 3),
      one.value,
      statement.currency,
      one.fiat
        .map((line) => `${decimalOf(line.amount_minor, minorDigits(line.currency))} ${line.currency}`)
        .join('; '),
    ]),
  )
  return [ADJUSTED, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** The prices that the year's receipts were valued by, each with how many it valued. */
async function* writePrices(snapshot: Snapshot, receipts: Receipts): AsyncGenerator<Uint8Array> {
  const crlf = createCrlf()
  yield Buffer.from('at_utc,lasts,currency,price,source,origin,receipts\r\n')
  const text = snapshot.text(pricesOf(receipts))
  for await (const chunk of snapshot.client.query(copyTo(text))) yield crlf(chunk)
}

function pricesOf(receipts: Receipts): RawBuilder<unknown> {
  return sql`copy (
    select to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), case v.seconds when 3600 then 'hour' else 'day' end,
      v.currency, trim_scale(v.price), v.source, v.origin, count(*)
    from ${fromReceipts(receipts)} where ${isReceipt(receipts)} and p.amount_msat is not null and v.id is not null
    group by v.id order by v.at, v.id
  ) to stdout with (format csv)`
}
