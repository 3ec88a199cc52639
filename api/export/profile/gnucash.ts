import { type RawBuilder, sql } from 'kysely'
import { day, guarded, type TableProfile } from '#api/export/profile/profile.ts'
import type { Receipts } from '#api/export/receipts.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'

/**
 * Daily sums of what receipts were worth, by wallet and show, and of what was kept of them. GnuCash has whole minor units: what rounding
 * leaves of a day goes to the next of the same wallet and show.
 */
function sumByDay(rows: RawBuilder<unknown>, { currency }: Receipts): RawBuilder<unknown> {
  const rounded = (value: RawBuilder<unknown>) => sql`round(${value}, ${sql.lit(minorDigits(currency))})`
  return sql`
    select settled_at, concat_ws(' ', day, wallet, show, case part when 'income' then 1 else 2 end) as row_id, day, wallet, show, part, payments, exact,
      ${rounded(sql`until`)} - ${rounded(sql`until - exact`)} as amount
    from (
      select min(settled_at) as settled_at, day, wallet, show, part, sum(payments) as payments, sum(value) as exact,
        sum(sum(value)) over (partition by wallet, show, part order by day) as until
      from (
        select r.settled_at, ${day} as day, r.wallet, r.show, r.payments, parts.part, parts.value
        from (${rows}) r cross join lateral (values ('income', r.value), ('fees', -r.fee_value)) parts (part, value)
        where r.value is not null and (parts.part = 'income' or parts.value <> 0)
      ) each
      group by day, wallet, show, part
    ) days`
}

/** A colon would begin a part of an account's name. */
const part = (name: RawBuilder<unknown>) => sql`trim(regexp_replace(${name}, '[[:space:]:]+', ' ', 'g'))`
const date = sql`to_char(r.day, 'YYYY-MM-DD')`

/** GnuCash, an entry of two accounts a row, in the currency that receipts are valued in. */
export const gnucash: TableProfile = {
  kind: 'table',
  name: 'gnucash',
  title: 'GnuCash, daily sums',
  extension: 'csv',
  without: ['free', 'unpriced', 'other_currency'],
  streams: 'each',
  columns: () => [
    { title: 'Date', sql: date },
    { title: 'Number', sql: sql`concat('R', to_char(r.day, 'YYYYMMDD'))` },
    {
      title: 'Description',
      sql: guarded(
        sql`concat_ws(' ', case r.part when 'fees' then 'Fees of' else 'Podcast support,' end, coalesce(r.show, 'no show'))`,
      ),
    },
    { title: 'Notes', sql: sql`r.payments || case when r.payments = 1 then ' receipt' else ' receipts' end` },
    { title: 'Account', sql: guarded(sql`'Assets:Wallets:' || ${part(sql`r.wallet`)}`) },
    {
      title: 'Transfer Account',
      sql: guarded(
        sql`case r.part when 'fees' then 'Expenses:Fees' else 'Income:Support:' || coalesce(${part(sql`r.show`)}, 'Unassigned') end`,
      ),
    },
    { title: 'Amount', sql: sql`r.amount` },
  ],
  rows: sumByDay,
  where: sql`r.amount <> 0`,
  rests: [{ what: 'rounding', unit: 'value', sql: sql`r.exact - r.amount` }],
  note: (text, { year, month, date }) => [`${year}-${month}-${date}`, '', text, '', '', '', ''],
}
