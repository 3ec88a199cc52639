import { type RawBuilder, sql } from 'kysely'
import { day, guarded, type TableProfile } from '#api/export/profile/profile.ts'
import type { Receipts } from '#api/export/receipts.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'

/**
 * Daily sums of what receipts were worth, after fees, per show. What rounding leaves of a day goes to the show's next, so that a show's
 * days come to what they should, rounded once.
 */
function sumByDay(rows: RawBuilder<unknown>, { currency }: Receipts): RawBuilder<unknown> {
  const rounded = (value: RawBuilder<unknown>) => sql`round(${value}, ${sql.lit(minorDigits(currency))})`
  return sql`
    select settled_at, show as row_id, show, exact, fee_value, ${rounded(sql`until`)} - ${rounded(sql`until - exact`)} as amount
    from (
      select min(r.settled_at) as settled_at, r.show, sum(r.value - r.fee_value) as exact, sum(r.fee_value) as fee_value,
        sum(sum(r.value - r.fee_value)) over (partition by r.show order by ${day}) as until
      from (${rows}) r
      where r.value is not null
      group by ${day}, r.show
    ) days`
}

const amount = sql`r.amount`
const description = guarded(sql`concat_ws(' ', 'Podcast support', r.show)`)

/** QuickBooks Online, three columns: its checklist wants no digits in the description and nothing else in the file. */
export const bank: TableProfile = {
  kind: 'table',
  name: 'bank',
  title: 'QuickBooks Online, daily sums',
  extension: 'csv',
  without: ['free', 'unpriced', 'other_currency'],
  streams: 'each',
  columns: () => [
    { title: 'Date', sql: sql`to_char(${day}, 'MM/DD/YYYY')` },
    { title: 'Description', sql: sql`trim(regexp_replace(${description}, '[0-9]', '', 'g'))` },
    { title: 'Amount', sql: amount },
  ],
  rows: sumByDay,
  where: sql`r.amount <> 0`,
  rests: [
    { what: 'fees', unit: 'value', sql: sql`r.fee_value` },
    { what: 'rounding', unit: 'value', sql: sql`r.exact - r.amount` },
  ],
  note: (text, { month, date, year }) => [`${month}/${date}/${year}`, text, ''],
  mostRecords: 1_000,
}

/** Xero, five columns. */
export const bankXero: TableProfile = {
  ...bank,
  name: 'bank-xero',
  title: 'Xero, daily sums',
  columns: () => [
    { title: 'Date', sql: sql`to_char(${day}, 'YYYY-MM-DD')` },
    { title: 'Amount', sql: amount },
    { title: 'Payee', sql: sql`'Listeners'` },
    { title: 'Description', sql: description },
    { title: 'Reference', sql: sql`concat_ws(' ', 'readout', to_char(${day}, 'YYYY-MM-DD'))` },
  ],
  note: (text, { year, month, date }) => [`${year}-${month}-${date}`, '0', 'Readout', text, ''],
}
