import type { Statement } from '#api/contract/statement.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { roundDecimal } from '#api/lib/round-decimal.ts'
import { escapeMarkdown } from '#api/page/markdown.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { sayBalance } from '#api/statement/say-balance.ts'
import { sayValuing } from '#api/statement/say-valuing.ts'

/** What receipts were worth; nothing is said of those that all have no price. */
type Worth = (line: { count: number; unpriced: number; value: string }) => string

/** A statement as Markdown, with exact amounts; names are escaped. */
export function statementAsMarkdown(statement: Statement): string {
  const {
    shows,
    demo,
    from,
    to,
    tz,
    currency,
    as_of,
    sats,
    fiat,
    boosts,
    streams,
    free,
    total,
    adjustments = [],
    reconciled = [],
    payouts = [],
    replies,
    valuing,
  } = statement
  const whose = shows ? shows.map(({ title }) => escapeMarkdown(title)).join(', ') : 'All shows'
  const worth: Worth = ({ unpriced, value }) =>
    unpriced > 0 && !/[1-9]/.test(value)
      ? 'no price'
      : `${roundDecimal(value, minorDigits(currency))} ${currency}`
  const lines = [
    `# Statement: ${whose}${demo ? ' (demo)' : ''}`,
    '',
    ...(demo ? ['This is the demo: all of it is made up.', ''] : []),
    `Receipts from ${from ?? 'the beginning'} to ${to ?? 'now'} (${tz}), as of ${as_of}. Receipts, not a balance: what was spent is not part of it.`,
    '',
    ...(sats.length > 0 ? satsTable(sats, worth) : ['No sats were received.']),
    '',
    ...(fiat.length > 0 ? [...fiatTable(fiat), ''] : []),
    '| Kind | Receipts | Sats | Worth | Without a price |',
    '| --- | ---: | ---: | ---: | ---: |',
    `| Boosts | ${boosts.count} | ${asSats(boosts.amount_msat)} | ${worth(boosts)} | ${boosts.unpriced} |`,
    `| Streams | ${streams.count} | ${asSats(streams.amount_msat)} | ${worth(streams)} | ${streams.unpriced} |`,
    `| Free boosts | ${free.count} | | | |`,
    `| All | ${total.count} | ${asSats(total.amount_msat)} | ${worth(total)} | ${total.unpriced} |`,
    '',
    ...(payouts.length > 0 ? [...payoutsTable(payouts), ''] : []),
    ...(replies ? [sayReplies(replies), ''] : []),
    ...(adjustments.length > 0 ? [...adjustmentsTable(adjustments, currency), ''] : []),
    ...(reconciled.length > 0 ? [...reconciledTable(reconciled), ''] : []),
    `Wallets and processors kept ${asSats(total.fee_msat)} sats in fees. Checksum of these receipts: \`${total.checksum}\`, the same as in the CSV of the same period.`,
    ...(valuing ? ['', `Worth: each receipt of sats at ${escapeMarkdown(sayValuing(statement))}.`] : []),
    '',
  ]
  return lines.join('\n')
}

function satsTable(sats: Statement['sats'], worth: Worth): string[] {
  return [
    '| Wallet | Rail | Before | Receipts | Received | Paid back | Up to the end | Fees | Worth |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...sats.map(
      (line) =>
        `| ${escapeMarkdown(line.wallet)} | ${line.rail} | ${asSats(line.before_msat)} | ${line.count} | ${asSats(line.received_msat)} | ${asSats(line.refunds_msat)} | ${asSats(line.until_msat)} | ${asSats(line.fee_msat)} | ${worth(line)} |`,
    ),
  ]
}

function fiatTable(fiat: Statement['fiat']): string[] {
  return [
    '| Wallet | Rail | Currency | Before | Receipts | Received | Paid back | Up to the end | Fees |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...fiat.map((line) => {
      const money = (minor: number) => asMajor(minor, line.currency)
      return `| ${escapeMarkdown(line.wallet)} | ${line.rail} | ${line.currency} | ${money(line.before_minor)} | ${line.count} | ${money(line.received_minor)} | ${money(line.refunds_minor)} | ${money(line.until_minor)} | ${money(line.fee_minor)} |`
    }),
  ]
}

function adjustmentsTable(adjustments: NonNullable<Statement['adjustments']>, currency: string): string[] {
  return [
    'What changed in closed months, in none of the sums above:',
    '',
    '| Adjustment for | Receipts | Sats | Fees | Other money | Worth |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...adjustments.map(({ month, count, amount_msat, fee_msat, fiat, value }) => {
      const other = fiat.map((sum) => `${asMajor(sum.amount_minor, sum.currency)} ${sum.currency}`).join(', ')
      return `| ${month} | ${count} | ${asSats(amount_msat)} | ${asSats(fee_msat)} | ${other} | ${roundDecimal(value, minorDigits(currency))} ${currency} |`
    }),
  ]
}

function payoutsTable(payouts: NonNullable<Statement['payouts']>): string[] {
  return [
    '| Wallet | Payouts | Arrived | Kept on the way | Held at the end |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...payouts.map(({ wallet, currency, count, amount, fee, held }) => {
      const say = (sum: number) =>
        currency === null ? `${asSats(sum)} sats` : `${asMajor(sum, currency)} ${currency}`
      return `| ${escapeMarkdown(wallet)} | ${count} | ${say(amount)} | ${say(fee)} | ${say(held)} |`
    }),
  ]
}

function sayReplies({ count, amount_msat, fee_msat }: NonNullable<Statement['replies']>): string {
  const what = count === 1 ? 'One reply was' : `${count} replies were`
  return `${what} paid to listeners from the wallet for replies: ${asSats(amount_msat)} sats and ${asSats(fee_msat)} in fees, in none of the sums above.`
}

function reconciledTable(reconciled: NonNullable<Statement['reconciled']>): string[] {
  return [
    'Compared with the wallets’ own lists when the month was closed, in sats:',
    '',
    '| Wallet | Asked | It says | Left out | Books | Matched | Explained |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...reconciled.map(({ wallet, read_at, figures: { there, left_out, here, matched, explained } }) => {
      const sums = [there, left_out, here, matched].map(({ amount_msat }) => asSats(amount_msat))
      return `| ${escapeMarkdown(wallet)} | ${read_at} | ${sums.join(' | ')} | ${explained} |`
    }),
    ...reconciled.flatMap((one) => {
      const said = sayBalance(one)
      return said === null ? [] : ['', escapeMarkdown(said)]
    }),
  ]
}

/** Exact to the millisatoshi. */
function asSats(msat: number): string {
  return decimalOf(msat, 3)
}

function asMajor(minor: number, currency: string): string {
  return decimalOf(minor, minorDigits(currency))
}
