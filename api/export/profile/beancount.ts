import { accountPart, isZero, kindOf, quoted } from '#api/export/profile/journal.ts'
import type { JournalProfile, ReceiptRow } from '#api/export/profile/profile.ts'

/** Beancount: accounts in capitals, sats as a commodity, what they were worth by `@@`, ids as metadata. */
export const beancount: JournalProfile = {
  kind: 'journal',
  name: 'beancount',
  title: 'Beancount',
  extension: 'beancount',
  // Its plugin opens the accounts that entries name.
  head: ({ currency }) =>
    `option "operating_currency" "${currency}"\nplugin "beancount.plugins.auto_accounts"\n\n`,
  comment: (text) => `; ${text}\n`,
  price: (day, satPrice, { currency }) => `${day} price SATS ${satPrice} ${currency}\n`,
  payout: ({ id, day, wallet, amount, fee, unit, note }) =>
    [
      `${day} * ${quoted(`Payout of ${wallet}`)} ${quoted(note ?? '')}`,
      `  payout_id: "${id}"`,
      `  Assets:Bank  ${amount} ${unit}`,
      ...(isZero(fee) ? [] : [`  Expenses:Fees  ${fee} ${unit}`]),
      `  Assets:Wallets:${accountPart(wallet)}`,
      '',
      '',
    ].join('\n'),
  reply: ({ id, day, name, message, payment_hash, amount, fee }) =>
    [
      `${day} * ${quoted(`Reply to ${name}`)} ${quoted(message ?? '')}`,
      `  reply_id: "${id}"`,
      ...(payment_hash ? [`  payment_hash: "${payment_hash}"`] : []),
      `  Expenses:Replies  ${amount} SATS`,
      ...(isZero(fee) ? [] : [`  Expenses:Fees  ${fee} SATS`]),
      '  Assets:Wallets:Replies',
      '',
      '',
    ].join('\n'),
  entry(row, { currency }) {
    const payee = quoted([row.show, kindOf(row)].filter(Boolean).join(': '))
    const narration = quoted([row.supporter, row.message].filter(Boolean).join(': '))
    const meta = [
      `  row_id: ${quoted(row.row_id ?? '')}`,
      `  settled_at: "${row.settled_at}"`,
      `  wallet: ${quoted(row.wallet ?? '')}`,
      ...(row.payment_hash ? [`  payment_hash: "${row.payment_hash}"`] : []),
    ]
    return [`${row.day} * ${payee} ${narration}`, ...meta, ...postings(row, currency), '', ''].join('\n')
  },
}

function postings(row: ReceiptRow, currency: string): string[] {
  const wallet = accountPart(row.wallet)
  const income = `  Income:Support:${accountPart(row.show ?? 'Unassigned')}`
  if (row.amount_sats === null)
    return [
      `  Assets:Wallets:${wallet}  ${row.fiat_net} ${row.fiat_currency}`,
      ...(isZero(row.fiat_fee) ? [] : [`  Expenses:Fees  ${row.fiat_fee} ${row.fiat_currency}`]),
      income,
    ]
  const worth = (value: string | null) => (value === null ? '' : ` @@ ${value.replace(/^-/, '')} ${currency}`)
  return [
    `  Assets:Wallets:${wallet}  ${row.net_sats} SATS${worth(row.net_value)}`,
    ...(isZero(row.fee_sats) ? [] : [`  Expenses:Fees  ${row.fee_sats} SATS${worth(row.fee_value)}`]),
    income,
  ]
}
