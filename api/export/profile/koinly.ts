import { sql } from 'kysely'
import { btc, guarded, type TableProfile } from '#api/export/profile/profile.ts'

const isSats = sql`r.amount_msat is not null`
const net = sql`(r.amount_msat - r.fee_msat)`
const netFiat = sql`(r.fiat_amount - r.fiat_fee)`
/** Bitcoin or the fiat that came, positive; what was paid back is sent. */
const amount = (sign: 1 | -1) => sql`
  case when sign(coalesce(${net}, ${netFiat})) = ${sql.lit(sign)}
    then abs(case when ${isSats} then ${btc(net)} else ${netFiat} end) end`
const currency = (sign: 1 | -1) => sql`
  case when sign(coalesce(${net}, ${netFiat})) = ${sql.lit(sign)}
    then case when ${isSats} then 'BTC' else r.fiat_currency end end`

/** Koinly's universal format: UTC, bitcoin, deposits net since they cannot carry a fee, and our own value of each. */
export const koinly: TableProfile = {
  kind: 'table',
  name: 'koinly',
  title: 'Koinly',
  extension: 'csv',
  bom: false,
  closes: false,
  columns: () => [
    { title: 'Date', sql: sql`to_char(r.settled_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')` },
    { title: 'Sent Amount', sql: amount(-1) },
    { title: 'Sent Currency', sql: currency(-1) },
    { title: 'Received Amount', sql: amount(1) },
    { title: 'Received Currency', sql: currency(1) },
    { title: 'Fee Amount', sql: sql`null` },
    { title: 'Fee Currency', sql: sql`null` },
    {
      title: 'Net Worth Amount',
      sql: sql`case when ${isSats} then round(abs(r.value * ${net} / nullif(r.amount_msat, 0)), 8) end`,
    },
    {
      title: 'Net Worth Currency',
      sql: sql`case when ${isSats} and r.value is not null then r.currency end`,
    },
    { title: 'Label', sql: sql`case when sign(coalesce(${net}, ${netFiat})) = 1 then 'income' end` },
    {
      title: 'Description',
      sql: guarded(sql`concat_ws(' ', r.show || ':', coalesce(r.action, r.rail), 'from ' || r.supporter)`),
    },
    { title: 'TxHash', sql: sql`coalesce(r.payment_hash, r.row_id)` },
  ],
  rows: (rows) => sql`select * from (${rows}) r where r.rail <> 'free'`,
}
