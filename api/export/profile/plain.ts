import type { ListColumn, ListProfile, ReceiptRow } from '#api/export/profile/profile.ts'
import { withoutFormula } from '#api/lib/csv-record.ts'

/** Everything, one receipt a row, for whoever works with it further. */
export const plain: ListProfile = {
  kind: 'list',
  name: 'plain',
  title: 'All that is known, for your own tools',
  extension: 'csv',
  bom: false,
  columns: ({ messages, columns }) => chosenOf(plainColumns(messages), columns),
}

/** The columns that were asked for, in that order. */
function chosenOf(all: ListColumn[], names: readonly string[] | undefined): ListColumn[] {
  if (!names) return all
  return names.flatMap((name) => all.find(({ title }) => title === name) ?? [])
}

export function plainColumns(messages: boolean): ListColumn[] {
  return [
    ...who(messages),
    { title: 'amount_msat', of: (row) => row.amount_msat },
    { title: 'amount_sats', of: (row) => row.amount_sats },
    { title: 'fee_msat', of: (row) => row.fee_msat },
    { title: 'claimed_msat', of: (row) => row.claimed_msat },
    ...worth((row) => row.value),
    ...ids(),
  ]
}

type Text = (text: string | null) => string | null

function guarded(text: string | null): string | null {
  return text === null ? null : withoutFormula(text)
}

/**
 * When, for what and from whom.
 * @param text how a text is written so that nothing takes it for something else
 */
export function who(messages: boolean, text: Text = guarded): ListColumn[] {
  return [
    // Streams of a day are named by their wallet, whatever that is called.
    { title: 'row_id', isText: true, of: (row) => row.row_id },
    { title: 'settled_at_utc', of: (row) => row.settled_at },
    { title: 'settled_at_local', of: (row) => row.settled_local },
    { title: 'show', isText: true, of: (row) => text(row.show) },
    { title: 'episode', isText: true, of: (row) => text(row.episode) },
    { title: 'action', of: (row) => row.action },
    { title: 'supporter', isText: true, of: (row) => text(row.supporter) },
    ...(messages
      ? [{ title: 'message', isText: true as const, of: (row: ReceiptRow) => text(row.message) }]
      : []),
    { title: 'app', isText: true, of: (row) => text(row.app) },
    { title: 'wallet', isText: true, of: (row) => text(row.wallet) },
    { title: 'rail', of: (row) => row.rail },
  ]
}

/** What it was worth, by which price, and what came as fiat. */
export function worth(value: ListColumn['of']): ListColumn[] {
  return [
    { title: 'value', of: value },
    { title: 'value_currency', of: (row, currency) => (row.value === null ? null : currency) },
    { title: 'rate', of: (row) => row.rate },
    { title: 'rate_at_utc', of: (row) => row.rate_at },
    { title: 'rate_source', isText: true, of: (row) => guarded(row.rate_source) },
    { title: 'fiat_amount', of: (row) => row.fiat_amount },
    { title: 'fiat_fee', of: (row) => row.fiat_fee },
    { title: 'fiat_currency', of: (row) => row.fiat_currency },
  ]
}

/** By what it is found again. */
export function ids(text: Text = (hash) => hash): ListColumn[] {
  return [
    { title: 'payment_hash', isText: true, of: (row) => text(row.payment_hash) },
    { title: 'boost_id', of: (row) => row.boost_id },
  ]
}
