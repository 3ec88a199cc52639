import { type RawBuilder, sql } from 'kysely'
import { day, guarded, type TableProfile } from '#api/export/profile/profile.ts'

/** Daily sums of what receipts were worth, after fees, per show: unpriced ones are left out, as the summary says. */
const sums = (rows: RawBuilder<unknown>) => sql`
  select min(r.settled_at) as settled_at, '' as row_id, r.show, sum(r.net_value) as value from (
    select r.*, case when r.amount_msat is not null then r.value * (r.amount_msat - r.fee_msat) / nullif(r.amount_msat, 0)
      else r.value - r.fiat_fee end as net_value
    from (${rows}) r
  ) r
  where r.net_value is not null
  group by ${day}, r.show
  having round(sum(r.net_value), 2) <> 0`

const amount = sql`round(r.value, 2)`
const description = guarded(sql`concat_ws(' ', 'Podcast support', r.show)`)

/** QuickBooks Online, three columns: its checklist wants no digits in the description and nothing else in the file. */
export const bank: TableProfile = {
  kind: 'table',
  name: 'bank',
  title: 'QuickBooks Online, daily sums',
  extension: 'csv',
  bom: false,
  closes: false,
  columns: () => [
    { title: 'Date', sql: sql`to_char(${day}, 'MM/DD/YYYY')` },
    { title: 'Description', sql: sql`trim(regexp_replace(${description}, '[0-9]', '', 'g'))` },
    { title: 'Amount', sql: amount },
  ],
  rows: sums,
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
}
