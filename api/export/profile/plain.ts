import { sql } from 'kysely'
import { type Column, guarded, local, sats, type TableProfile, utc } from '#api/export/profile/profile.ts'

/** Everything, one receipt a row, for whoever works with it further. */
export const plain: TableProfile = {
  kind: 'table',
  name: 'plain',
  title: 'All that is known, for your own tools',
  extension: 'csv',
  bom: false,
  closes: true,
  columns: (_receipts, { messages, columns }) => chosenOf(plainColumns(messages), columns),
}

/** The columns that were asked for, in that order. */
function chosenOf(all: Column[], names: readonly string[] | undefined): Column[] {
  if (!names) return all
  return names.flatMap((name) => all.find(({ title }) => title === name) ?? [])
}

export function plainColumns(messages: boolean): Column[] {
  return [
    ...who(messages),
    { title: 'amount_msat', sql: sql`r.amount_msat` },
    { title: 'amount_sats', sql: sats(sql`r.amount_msat`) },
    { title: 'fee_msat', sql: sql`r.fee_msat` },
    { title: 'claimed_msat', sql: sql`r.claimed_msat` },
    ...worth(8),
    ...ids,
  ]
}

/**
 * When, for what and from whom.
 * @param text how a text is written so that nothing takes it for something else
 */
export function who(messages: boolean, text = guarded): Column[] {
  return [
    { title: 'row_id', sql: sql`r.row_id` },
    { title: 'settled_at_utc', sql: utc },
    { title: 'settled_at_local', sql: local },
    { title: 'show', sql: text(sql`r.show`) },
    { title: 'episode', sql: text(sql`r.episode`) },
    { title: 'action', sql: sql`r.action` },
    { title: 'supporter', sql: text(sql`r.supporter`) },
    ...(messages ? [{ title: 'message', sql: text(sql`r.message`) }] : []),
    { title: 'app', sql: text(sql`r.app`) },
    { title: 'wallet', sql: text(sql`r.wallet`) },
    { title: 'rail', sql: sql`r.rail` },
  ]
}

/** What it was worth, by which price, and what came as fiat. */
export function worth(digits: number): Column[] {
  return [
    { title: 'value', sql: sql`round(r.value, ${sql.lit(digits)})` },
    { title: 'value_currency', sql: sql`case when r.value is not null then r.currency end` },
    { title: 'rate', sql: sql`trim_scale(r.rate)` },
    {
      title: 'rate_at_utc',
      sql: sql`to_char(r.rate_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    },
    { title: 'rate_source', sql: guarded(sql`r.rate_source`) },
    { title: 'fiat_amount', sql: sql`r.fiat_amount` },
    { title: 'fiat_fee', sql: sql`r.fiat_fee` },
    { title: 'fiat_currency', sql: sql`r.fiat_currency` },
  ]
}

/** By what it is found again. */
export const ids: Column[] = [
  { title: 'payment_hash', sql: sql`r.payment_hash` },
  { title: 'boost_id', sql: sql`r.boost_id` },
]
