import { type RawBuilder, sql } from 'kysely'
import { checkSum } from '#api/export/receipt-rows.ts'

/** By what receipts that are summed are told apart, beside their time. */
export const TRAITS = sql.raw(
  'show_id, wallet_id, rail, currency, is_sats, is_stream, set_aside, rate_source, rate_seconds',
)

const COUNTS = ['count', 'with_fee', 'needs_look'] as const
const AMOUNTS = [
  'received_msat',
  'refunds_msat',
  'fee_msat',
  'received_minor',
  'refunds_minor',
  'fee_minor',
  'value',
  'check_sum',
] as const

/** What is summed of them. */
export const SUMMED = sql.raw(['since', ...COUNTS, ...AMOUNTS].join(', '))

/** Sums of sums, as `SUMMED`. */
export const addSums = sql.raw(
  [
    'min(since) as since',
    ...COUNTS.map((name) => `sum(${name})::integer as ${name}`),
    ...AMOUNTS.map((name) => `sum(${name}) as ${name}`),
  ].join(', '),
)

/**
 * Sums receipts as rows of a time, `TRAITS` and `SUMMED`. A value is of what came as sats, each rounded as in a file; what came as fiat is
 * worth itself.
 * @param valuing the name of what they are valued by
 * @param payments a relation `p` of receipts
 * @param time of a receipt, by which they are told apart too
 */
export function sumReceipts(
  valuing: string,
  payments: RawBuilder<unknown>,
  time: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select ${time} as time, p.show_id, p.wallet_id, p.rail, p.fiat_currency as currency, p.amount_msat is not null as is_sats,
      p.action is not distinct from 'stream' as is_stream, p.set_aside, v.source as rate_source, v.seconds as rate_seconds,
      (min(p.settled_at) at time zone 'UTC')::date as since, count(*)::integer as count,
      (count(*) filter (where (p.amount_msat is not null and p.fee_msat <> 0) or p.fiat_fee_minor <> 0))::integer as with_fee,
      count(p.needs_look)::integer as needs_look,
      coalesce(sum(p.amount_msat) filter (where p.amount_msat >= 0), 0) as received_msat,
      coalesce(sum(p.amount_msat) filter (where p.amount_msat < 0), 0) as refunds_msat,
      coalesce(sum(p.fee_msat) filter (where p.amount_msat is not null), 0) as fee_msat,
      coalesce(sum(p.fiat_amount_minor) filter (where p.fiat_amount_minor >= 0), 0) as received_minor,
      coalesce(sum(p.fiat_amount_minor) filter (where p.fiat_amount_minor < 0), 0) as refunds_minor,
      coalesce(sum(p.fiat_fee_minor), 0) as fee_minor,
      coalesce(sum(round(p.amount_msat * v.price / 100000000000, 8)), 0) as value, ${checkSum} as check_sum
    from ${payments}
    left join payment_rates pr on pr.payment_id = p.id and pr.currency = ${valuing}
    left join rates v on v.id = pr.rate_id
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`
}
