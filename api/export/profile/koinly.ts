import { type RawBuilder, sql } from 'kysely'
import { btc, guarded, type TableProfile } from '#api/export/profile/profile.ts'

const isSats = sql`r.amount_msat is not null`
const net = sql`(r.amount_msat - r.fee_msat)`
const netFiat = sql`(r.fiat_amount - r.fiat_fee)`
const isBack = sql`coalesce(${net}, ${netFiat}) < 0`
/** Bitcoin or the fiat that came, positive; what was paid back is sent. */
const amount = (which: RawBuilder<unknown>) => sql`
  case when ${which} then abs(case when ${isSats} then ${btc(net)} else ${netFiat} end) end`
const currency = (which: RawBuilder<unknown>) => sql`
  case when ${which} then case when ${isSats} then 'BTC' else r.fiat_currency end end`
const sent = isBack
const received = sql`not (${isBack})`

/** Koinly's universal format: UTC, bitcoin, deposits net since they cannot carry a fee, and our own value of each. */
export const koinly: TableProfile = {
  kind: 'table',
  name: 'koinly',
  title: 'Koinly',
  extension: 'csv',
  without: ['free'],
  isNet: true,
  columns: () => [
    { title: 'Date', sql: sql`to_char(r.settled_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')` },
    { title: 'Sent Amount', sql: amount(sent) },
    { title: 'Sent Currency', sql: currency(sent) },
    { title: 'Received Amount', sql: amount(received) },
    { title: 'Received Currency', sql: currency(received) },
    { title: 'Fee Amount', sql: sql`null` },
    { title: 'Fee Currency', sql: sql`null` },
    {
      title: 'Net Worth Amount',
      sql: sql`case when ${isSats} then abs(r.value - r.fee_value) end`,
    },
    {
      title: 'Net Worth Currency',
      sql: sql`case when ${isSats} and r.value is not null then r.currency end`,
    },
    { title: 'Label', sql: sql`case when ${received} then 'income' end` },
    {
      title: 'Description',
      sql: guarded(
        sql`concat_ws(' ', r.show || ':', case when ${isBack} then 'paid back' end, coalesce(r.action, r.rail), 'from ' || r.supporter)`,
      ),
    },
    { title: 'TxHash', sql: sql`coalesce(r.payment_hash, r.row_id)` },
  ],
  rows: (rows) => sql`select * from (${rows}) r where coalesce(r.amount_msat, r.fiat_amount) is not null`,
}
