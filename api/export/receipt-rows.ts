import { type RawBuilder, sql } from 'kysely'
import type { ExportQuery } from '#api/contract/export.ts'
import type { TableProfile } from '#api/export/profile/profile.ts'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import { UNSEEN } from '#api/lib/one-line.ts'
import { OTHER_DIGITS } from '#api/rate/minor-digits.ts'
import { nameOf } from '#api/rate/valuing/valuing.ts'

/**
 * The receipts as rows that every profile takes its columns from. Amounts are gross; `amount_msat` is null where fiat or nothing
 * arrived; `value` is what it was worth in the chosen currency when it came, and `fee_value` what of that was kept, null where no
 * price is known, never 0 for that.
 * @param streams `daily` sums streams by day, episode, wallet and rail; their value is null where one of them has no price; what came
 *   as fiat stays by itself
 */
export function receiptRows(receipts: Receipts, streams: 'each' | 'daily'): RawBuilder<unknown> {
  const rows =
    streams === 'each'
      ? each(receipts, sql`true`)
      : sql`(${each(receipts, sql`(p.action is distinct from 'stream' or p.amount_msat is null)`)}) union all (${daily(receipts)})`
  return sql`select x.*, ${sql.lit(receipts.currency)} as currency from (${rows}) x`
}

function each(receipts: Receipts, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select p.id::text as row_id, p.settled_at, ${seen(titleOf(receipts))} as show, ${seen(sql`e.title`)} as episode, p.action,
      ${seen(NAMED)} as supporter, ${seen(sql`coalesce(p.message, p.comment)`)} as message, ${seen(sql`p.app`)} as app,
      ${seen(sql`w.name`)} as wallet, p.rail, p.amount_msat,
      case when p.amount_msat is not null then p.fee_msat end as fee_msat, p.claimed_msat,
      ${worthOf(receipts)} as value, ${feeWorthOf(receipts)} as fee_value, v.price as rate, v.at as rate_at, v.source as rate_source,
      ${majorOf(sql`p.fiat_amount_minor`)} as fiat_amount, ${majorOf(sql`p.fiat_fee_minor`)} as fiat_fee,
      p.fiat_currency, encode(p.payment_hash, 'hex') as payment_hash, p.boost_id::text as boost_id, 1 as payments,
      p.wallet_id, v.id as rate_id, v.seconds as rate_seconds, p.needs_look is not null as needs_look
    from ${fromReceipts(receipts)}
    where ${isReceipt(receipts)} and ${which}`
}

/** What a host chose to call somebody is for screens: the books say the name that came with the payment. */
const NAMED = sql`case when su.chosen_name is null then su.name
  else coalesce(nullif(btrim(ltrim(p.sender_name, ' @')), ''), su.name) end`

/** Group by what the books tell apart, and in from out; the id names the sum, so that it is the same in every export. */
function daily(receipts: Receipts): RawBuilder<unknown> {
  const day = sql`(p.settled_at at time zone ${sql.lit(receipts.tz)})::date`
  const isBack = sql`p.amount_msat < 0`
  return sql`
    select concat_ws(' ', 'streams', ${day}, s.slug, e.id, w.name, p.rail, case when ${isBack} then 'back' end) as row_id, min(p.settled_at),
      ${seen(titleOf(receipts))}, ${seen(sql`e.title`)}, 'stream', null, count(*) || ' payments', null, ${seen(sql`w.name`)}, p.rail, sum(p.amount_msat)::bigint,
      sum(p.fee_msat)::bigint, null::bigint,
      case when count(*) = count(${worthOf(receipts)}) then sum(${worthOf(receipts)}) end,
      case when count(*) = count(${worthOf(receipts)}) then sum(${feeWorthOf(receipts)}) end, null::numeric,
      null::timestamptz, null, null::numeric, null::numeric, null, null, null, count(*)::integer, null, null, null, false
    from ${fromReceipts(receipts)}
    where ${isReceipt(receipts)} and p.action = 'stream' and p.amount_msat is not null
    group by ${day}, s.slug, s.title, e.id, e.title, w.name, p.rail, ${isBack}`
}

/** A row of the demo says in itself that it is one, wherever it is pasted. */
function titleOf({ demo }: Pick<Receipts, 'demo'>): RawBuilder<unknown> {
  return demo ? sql`s.title || ' (demo)'` : sql`s.title`
}

/**
 * A text without what is not seen and misleads: a name must not turn the amount beside it round. None of that is ASCII, and looking for
 * each of it in each text costs as much as all else that a row does.
 */
function seen(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when octet_length(${text}) = char_length(${text}) then ${text} else translate(${text}, ${sql.lit(UNSEEN)}, '') end`
}

/** `payments p` with wallet `w`, show `s`, episode `e`, supporter `su`, and the price `v` that it is valued at. */
export function fromReceipts({ valuing }: Pick<Receipts, 'valuing'>): RawBuilder<unknown> {
  return sql`payments p
    join wallets w on w.id = p.wallet_id
    left join shows s on s.id = p.show_id
    left join episodes e on e.id = p.episode_id
    left join supporters su on su.id = p.supporter_id
    left join payment_rates pr on pr.payment_id = p.id and pr.currency = ${sql.lit(nameOf(valuing))}
    left join rates v on v.id = pr.rate_id`
}

/** What a receipt was worth: by its price, or as it came where that was fiat of this currency. */
export function worthOf({ currency }: Pick<Receipts, 'currency'>): RawBuilder<unknown> {
  return sql`case
    when p.amount_msat is not null then round(p.amount_msat * v.price / 100000000000, 8)
    when p.fiat_currency = ${sql.lit(currency)} then ${majorOf(sql`p.fiat_amount_minor`)}
  end`
}

/** What the fee of it was worth. */
function feeWorthOf({ currency }: Pick<Receipts, 'currency'>): RawBuilder<unknown> {
  return sql`case
    when p.amount_msat is not null then round(p.fee_msat * v.price / 100000000000, 8)
    when p.fiat_currency = ${sql.lit(currency)} then ${majorOf(sql`p.fiat_fee_minor`)}
  end`
}

/** Minor units as a decimal with the currency's own number of digits. */
export function majorOf(
  minor: RawBuilder<unknown>,
  currency: RawBuilder<unknown> = sql`p.fiat_currency`,
): RawBuilder<unknown> {
  const digits = sql`(case ${currency} ${DIGITS} else 2 end)`
  // Few receipts are fiat, and a power is dear.
  return sql`case when ${minor} is not null then round(${minor} / power(10::numeric, ${digits}), ${digits}) end`
}

const DIGITS = sql.join(
  Object.entries(OTHER_DIGITS).map(([code, digits]) => sql`when ${sql.lit(code)} then ${sql.lit(digits)}`),
  sql` `,
)

/** What is added up for the checksum, which whoever has the rows can work out again: see the contract. */
export const checkSum = sql`coalesce(sum(
  ('x' || encode(substr(sha256(convert_to(p.id || ' ' || coalesce(p.amount_msat::text, ''), 'UTF8')), 1, 7), 'hex'))
    ::bit(56)::bigint >> 4), 0)`

/** The checksum of receipts, from what `checkSum` says of parts of them. */
export function checksumOf(checks: readonly string[]): string {
  const all = checks.reduce((sum, check) => sum + BigInt(check), 0n)
  return (all % 2n ** 63n).toString(16).padStart(16, '0')
}

/** What the records of a table are made from, one row `r` each, of which `where` of the profile says which are written. */
export function recordsOf(
  profile: TableProfile,
  receipts: Receipts,
  { streams }: Pick<ExportQuery, 'streams'>,
): RawBuilder<unknown> {
  const rows = receiptRows(receipts, profile.streams ?? streams)
  return profile.rows ? profile.rows(rows, receipts) : rows
}
