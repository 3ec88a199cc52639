import { sql } from 'kysely'
import { btc, type TableProfile } from '#api/export/profile/profile.ts'

const isSats = sql`r.amount_msat is not null`
const gross = sql`case when ${isSats} then ${btc(sql`r.amount_msat`)} else r.fiat_amount end`
const unit = sql`case when ${isSats} then 'BTC' else r.fiat_currency end`
const fee = sql`nullif(case when ${isSats} then ${btc(sql`r.fee_msat`)} else r.fiat_fee end, 0)`
const received = sql`coalesce(r.amount_msat, r.fiat_amount) >= 0`

/** CoinTracker: exactly these columns, UTC, the American date; it takes no value of ours and makes its own. */
export const cointracker: TableProfile = {
  kind: 'table',
  name: 'cointracker',
  title: 'CoinTracker',
  extension: 'csv',
  bom: false,
  closes: false,
  columns: () => [
    { title: 'Date', sql: sql`to_char(r.settled_at at time zone 'UTC', 'MM/DD/YYYY HH24:MI:SS')` },
    { title: 'Received Quantity', sql: sql`case when ${received} then ${gross} end` },
    { title: 'Received Currency', sql: sql`case when ${received} then ${unit} end` },
    { title: 'Sent Quantity', sql: sql`case when not (${received}) then abs(${gross}) end` },
    { title: 'Sent Currency', sql: sql`case when not (${received}) then ${unit} end` },
    { title: 'Fee Amount', sql: fee },
    { title: 'Fee Currency', sql: sql`case when ${fee} is not null then ${unit} end` },
    { title: 'Tag', sql: sql`case when ${received} then 'payment' end` },
  ],
  rows: (rows) => sql`select * from (${rows}) r where r.rail <> 'free'`,
}
