import { asComment, asDescription, isZero, kindOf, ledgerPart, oneLine } from '#api/export/profile/journal.ts'
import type { JournalProfile, ReceiptRow } from '#api/export/profile/profile.ts'

/** hledger, and ledger: sats as a commodity, what they were worth by `@@`, ids as tags in comments. */
export const hledger: JournalProfile = {
  kind: 'journal',
  name: 'hledger',
  title: 'hledger, ledger',
  extension: 'journal',
  head: () => '',
  comment: (words) => `; ${words}\n`,
  price: (day, satPrice, { currency }) => `P ${day} SATS ${satPrice} ${currency}\n`,
  entry(row, { currency }) {
    const words = [row.show, kindOf(row), row.supporter && `from ${row.supporter}`]
    const tags = [
      `    ; row_id:${oneLine(row.row_id ?? '')}`,
      `    ; settled_at:${row.settled_at}`,
      ...(row.payment_hash ? [`    ; payment_hash:${row.payment_hash}`] : []),
      ...(row.message ? [`    ; ${asComment(row.message)}`] : []),
    ]
    return [
      `${row.day} * ${asDescription(words.filter(Boolean).join(' '))}`,
      ...tags,
      ...postings(row, currency),
      '',
      '',
    ].join('\n')
  },
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
