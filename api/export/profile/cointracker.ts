import { type RawBuilder, sql } from 'kysely'
import { day, type TableProfile } from '#api/export/profile/profile.ts'

/** Nothing in the file tells streams apart: a day's are one record, since most are below a sat. */
function withStreamsByDay(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select min(r.settled_at) as settled_at, min(r.row_id) as row_id, sum(r.amount_msat - r.fee_msat)::bigint as net_msat,
      sum(r.fiat_amount - r.fiat_fee) as net_fiat, r.fiat_currency
    from (${rows}) r
    where coalesce(r.amount_msat, r.fiat_amount) is not null
    group by case when r.action = 'stream' and r.amount_msat is not null then ${day}::text else r.row_id end, r.fiat_currency`
}

const isSats = sql`r.net_msat is not null`
/** Eight decimals, as many as it takes. */
const wholeSats = sql`trunc(r.net_msat / 1000::numeric)`
const amount = sql`abs(case when ${isSats} then round(${wholeSats} / 100000000, 8) else r.net_fiat end)`
const unit = sql`case when ${isSats} then 'BTC' else r.fiat_currency end`
const isReceived = sql`coalesce(r.net_msat, r.net_fiat) >= 0`

/**
 * CoinTracker: exactly these columns, UTC, the American date, net amounts in whole sats; it takes no value of ours and makes its own.
 */
export const cointracker: TableProfile = {
  kind: 'table',
  name: 'cointracker',
  title: 'CoinTracker',
  extension: 'csv',
  without: ['free'],
  isNet: true,
  streams: 'each',
  columns: () => [
    { title: 'Date', sql: sql`to_char(r.settled_at at time zone 'UTC', 'MM/DD/YYYY HH24:MI:SS')` },
    { title: 'Received Quantity', sql: sql`case when ${isReceived} then ${amount} end` },
    { title: 'Received Currency', sql: sql`case when ${isReceived} then ${unit} end` },
    { title: 'Sent Quantity', sql: sql`case when not (${isReceived}) then ${amount} end` },
    { title: 'Sent Currency', sql: sql`case when not (${isReceived}) then ${unit} end` },
    { title: 'Fee Amount', sql: sql`null` },
    { title: 'Fee Currency', sql: sql`null` },
    { title: 'Tag', sql: sql`case when ${isReceived} then 'payment' end` },
  ],
  rows: withStreamsByDay,
  rests: [{ what: 'rounding', unit: 'msat', sql: sql`r.net_msat - ${wholeSats} * 1000` }],
}
