import {
  describedAs,
  isZero,
  ledgerPart,
  payoutTags,
  replyHead,
  tagsOf,
} from '#api/export/profile/journal.ts'
import type { JournalProfile, ReceiptRow } from '#api/export/profile/profile.ts'

/**
 * ledger: the entries of hledger's journal, with numbers that mean the same whatever the including journal has taught ledger of a
 * commodity (`1.234` is a thousand once it was seen with a decimal comma). Amounts are whole numbers divided; costs and prices have a comma,
 * which is no thousands mark where the digits behind it are not a multiple of three, and which costs and prices do not teach.
 */
export const ledger: JournalProfile = {
  kind: 'journal',
  name: 'ledger',
  title: 'ledger',
  extension: 'ledger',
  head: () => '',
  comment: (text) => `; ${text}\n`,
  price: (day, satPrice, { currency }) => `P ${day} SATS ${withComma(satPrice)} ${currency}\n`,
  payout: ({ id, day, wallet, amount, fee, total, unit, note }) =>
    [
      `${day} * Payout of ${ledgerPart(wallet)}`,
      ...payoutTags(id, note),
      `    assets:bank  ${divided(amount, unit)}`,
      ...(isZero(fee) ? [] : [`    expenses:fees  ${divided(fee, unit)}`]),
      // Written out, so that reports show all its digits.
      `    assets:wallets:${ledgerPart(wallet)}  ${divided(`-${total}`, unit)}`,
      '',
      '',
    ].join('\n'),
  reply: (row) =>
    [
      ...replyHead(row),
      `    expenses:replies  ${divided(row.amount, 'SATS')}`,
      ...(isZero(row.fee) ? [] : [`    expenses:fees  ${divided(row.fee, 'SATS')}`]),
      `    assets:wallets:replies  ${divided(`-${row.total}`, 'SATS')}`,
      '',
      '',
    ].join('\n'),
  entry: (row, { currency }) =>
    [...describedAs(row), ...tagsOf(row), ...postings(row, currency), '', ''].join('\n'),
}

function postings(row: ReceiptRow, currency: string): string[] {
  const post = (account: string, amount: string, of: string, value: string | null = null) =>
    `    ${account}  ${divided(amount, of)}${value === null ? '' : ` @@ ${withComma(value.replace(/^-/, ''))} ${currency}`}`
  const wallet = `assets:wallets:${ledgerPart(row.wallet)}`
  const income = `income:support:${ledgerPart(row.show)}`
  const [net, fee, gross, of] =
    row.amount_sats === null
      ? [row.fiat_net, row.fiat_fee, row.fiat_amount, row.fiat_currency]
      : [row.net_sats, row.fee_sats, row.amount_sats, 'SATS']
  const isPriced = row.net_value !== null && row.amount_sats !== null
  return [
    post(wallet, net ?? '0', of ?? '', isPriced ? row.net_value : null),
    ...(isZero(fee) ? [] : [post('expenses:fees', fee ?? '0', of ?? '', isPriced ? row.fee_value : null)]),
    // ledger takes no amount that it works out to nothing, so this one is written out.
    isPriced
      ? post(income, negated(row.value ?? '0'), currency)
      : post(income, negated(gross ?? '0'), of ?? ''),
  ]
}

/** A decimal as a whole number divided; `unround` has reports show all its digits. */
function divided(amount: string, of: string): string {
  const [whole = '', zeros = ''] = amount.split('.')
  const part = zeros.replace(/0+$/, '')
  const digits = `${whole}${part}`.replace(/^(-?)0+(?=\d)/, '$1')
  return part === ''
    ? `(unround(${digits} ${of}))`
    : `(unround(${digits} ${of} / 1${'0'.repeat(part.length)}))`
}

/** A decimal with a comma, and with so many digits behind it that the comma can be no thousands mark. */
function withComma(amount: string): string {
  const [whole = '0', part = ''] = amount.split('.')
  return `${whole},${part}${part.length % 3 === 0 ? '0' : ''}`
}

function negated(amount: string): string {
  if (isZero(amount)) return '0'
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
