import { sql } from 'kysely'
import type { Statement } from '#api/contract/statement.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { csvCell } from '#api/lib/csv-record.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import type { YearPart } from '#api/statement/year/plan-year.ts'

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
export function adjustmentsCsv(months: readonly { part: YearPart; statement: Statement }[]): string {
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

const PRICE = ['at_utc', 'lasts', 'currency', 'price', 'source', 'origin', 'receipts'] as const

/** The prices that receipts were valued by. @param counts how many each valued, by its id */
export async function pricesCsv(snapshot: Snapshot, counts: ReadonlyMap<string, number>): Promise<string> {
  const ids = [...counts.keys()]
  const rows = await snapshot.rows(sql<Record<(typeof PRICE)[number] | 'id', string>>`
    select v.id::text as id, to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at_utc,
      case v.seconds when 3600 then 'hour' else 'day' end as lasts, v.currency, trim_scale(v.price)::text as price, v.source, v.origin
    from rates v where v.id::text = any(${ids}::text[]) order by v.at, v.id`)
  const records = rows.map((row) => ({ ...row, receipts: String(counts.get(row.id)) }))
  return [
    `${PRICE.join(',')}\r\n`,
    ...records.map((row) => `${PRICE.map((name) => csvCell(row[name])).join(',')}\r\n`),
  ].join('')
}
