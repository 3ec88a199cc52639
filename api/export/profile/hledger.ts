import {
  describedAs,
  isZero,
  ledgerPart,
  payoutTags,
  replyHead,
  tagsOf,
} from '#api/export/profile/journal.ts'
import type { JournalProfile, ReceiptRow } from '#api/export/profile/profile.ts'

/** hledger: sats as a commodity, what they were worth by `@@`, ids as tags in comments. */
export const hledger: JournalProfile = {
  kind: 'journal',
  name: 'hledger',
  title: 'hledger',
  extension: 'journal',
  // Below `commodity 1.000,00 EUR` or `decimal-mark ,` of an including file numbers would be read by its style. It ends with this file.
  head: () => 'decimal-mark .\n\n',
  comment: (text) => `; ${text}\n`,
  price: (day, satPrice, { currency }) => `P ${day} SATS ${satPrice} ${currency}\n`,
  payout: ({ id, day, wallet, amount, fee, unit, note }) =>
    [
      `${day} * Payout of ${ledgerPart(wallet)}`,
      ...payoutTags(id, note),
      `    assets:bank  ${amount} ${unit}`,
      ...(isZero(fee) ? [] : [`    expenses:fees  ${fee} ${unit}`]),
      `    assets:wallets:${ledgerPart(wallet)}`,
      '',
      '',
    ].join('\n'),
  reply: (row) =>
    [
      ...replyHead(row),
      `    expenses:replies  ${row.amount} SATS`,
      ...(isZero(row.fee) ? [] : [`    expenses:fees  ${row.fee} SATS`]),
      '    assets:wallets:replies',
      '',
      '',
    ].join('\n'),
  entry: (row, { currency }) =>
    [...describedAs(row), ...tagsOf(row), ...postings(row, currency), '', ''].join('\n'),
}

function postings(row: ReceiptRow, currency: string): string[] {
  const wallet = `    assets:wallets:${ledgerPart(row.wallet)}`
  const income = `    income:support:${ledgerPart(row.show)}`
  if (row.amount_sats === null)
    return [
      `${wallet}  ${row.fiat_net} ${row.fiat_currency}`,
      ...(isZero(row.fiat_fee) ? [] : [`    expenses:fees  ${row.fiat_fee} ${row.fiat_currency}`]),
      income,
    ]
  const worth = (value: string | null) => (value === null ? '' : ` @@ ${value.replace(/^-/, '')} ${currency}`)
  return [
    `${wallet}  ${row.net_sats} SATS${worth(row.net_value)}`,
    ...(isZero(row.fee_sats) ? [] : [`    expenses:fees  ${row.fee_sats} SATS${worth(row.fee_value)}`]),
    income,
  ]
}
