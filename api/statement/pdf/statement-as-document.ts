import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Statement } from '#api/contract/statement.ts'
import { addWorth } from '#api/lib/worth.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { DIM, heading, type Row, table } from '#api/statement/pdf/parts.ts'
import { reconciledPart } from '#api/statement/pdf/reconciled-part.ts'
import {
  formatDayInWords,
  formatPeriod,
  groupedCount,
  groupedMinor,
  groupedSats,
  groupedWorth,
  monthInWords,
  nameWay,
  numberOf,
  plainText,
} from '#api/statement/pdf/words.ts'
import { sayValuing } from '#api/statement/say-valuing.ts'
import { sum } from '#api/statement/sum.ts'

/** What a document says beside the sums of a statement. */
export type Letterhead = {
  /** Name and address of whoever files it, a line each. */
  issuer: readonly string[]
  /** Who closed the month and when; null where it is not closed, and the document a draft. */
  closed: { at: string; by: string } | null
}

type Worth = { unpriced: number; value: string }

/** A statement as a document to file: who, when, what, by wallet and way, currency and kind, how it was valued, and a line to sign on. */
export function statementAsDocument(
  statement: Statement,
  { issuer, closed }: Letterhead,
): TDocumentDefinitions {
  const { shows, demo, tz, as_of, total } = statement
  const whose = shows ? shows.map(({ title }) => plainText(title)).join(', ') : 'All shows'
  const number = numberOf(statement)
  const title = `Statement of receipts, ${formatPeriod(statement)}`
  const state = closed
    ? `Closed on ${formatDayInWords(closed.at)} by ${plainText(closed.by)}`
    : `Draft: not closed, as of ${formatDayInWords(as_of)}`
  return {
    // The time of what it says, not of writing: the same statement is the same bytes.
    info: { title: `${title}: ${whose}`, creator: 'Readout', creationDate: new Date(closed?.at ?? as_of) },
    pageSize: 'A4',
    pageMargins: [42, 42, 42, 48],
    defaultStyle: { font: 'Roboto', fontSize: 8.5, lineHeight: 1.15 },
    footer: (page, pages) => ({
      margin: [42, 14, 42, 0],
      columns: [
        { text: `${number} · ${total.checksum}`, color: DIM, fontSize: 7.5 },
        { text: `Page ${page} of ${pages}`, alignment: 'right', color: DIM, fontSize: 7.5 },
      ],
    }),
    content: [
      {
        columns: [
          { stack: [{ text: whose, fontSize: 13, bold: true }, ...issuer.map((line) => plainText(line))] },
          {
            stack: [`Number ${number}`, state, `Days of ${tz}`],
            alignment: 'right',
            color: DIM,
          },
        ],
        columnGap: 24,
      },
      { text: title, fontSize: 16, bold: true, margin: [0, 22, 0, 4] },
      ...(demo ? [{ text: 'This is the demo: all of it is made up.', bold: true }] : []),
      {
        text: 'Receipts, not a balance: what was spent is not part of it. Each receipt stands once, before fees.',
        color: DIM,
      },
      ...satsPart(statement),
      ...fiatPart(statement),
      ...payoutPart(statement),
      ...replyPart(statement),
      ...kindPart(statement),
      ...adjustmentPart(statement),
      ...reconciledPart(statement),
      ...notesPart(statement),
      signature(),
    ],
  }
}

function satsPart({ sats, currency }: Statement): Content[] {
  if (sats.length === 0) return [heading('Sats'), { text: 'No sats were received.' }]
  const ways = Map.groupBy(sats, ({ rail }) => rail)
  const row = (name: string, lines: Statement['sats'], bold = false): Row => [
    { text: name, bold },
    groupedSats(sum(lines, 'before_msat')),
    groupedCount(sum(lines, 'count')),
    groupedSats(sum(lines, 'received_msat')),
    groupedSats(sum(lines, 'refunds_msat')),
    groupedSats(sum(lines, 'until_msat')),
    groupedSats(sum(lines, 'fee_msat')),
    worth({ unpriced: sum(lines, 'unpriced'), value: addWorth(lines.map(({ value }) => value)) }, currency),
  ]
  const heads = ['Before', 'Receipts', 'Received', 'Paid back', 'At the end', 'Fees', `Worth in ${currency}`]
  return [
    heading('By wallet and way, in sats'),
    table(
      ['Wallet, way', ...heads],
      [
        ...sats.map((line) => row(`${plainText(line.wallet)}, ${nameWay(line.rail)}`, [line])),
        ...(ways.size > 1
          ? [...ways].map(([rail, lines]) => row(`All wallets, ${nameWay(rail)}`, lines, true))
          : []),
        row('All', sats, true),
      ],
    ),
  ]
}

function fiatPart({ fiat }: Statement): Content[] {
  return [...Map.groupBy(fiat, ({ currency }) => currency)].flatMap(([currency, lines]) => {
    const row = (name: string, some: Statement['fiat'], bold = false): Row => [
      { text: name, bold },
      ...[
        groupedMinor(sum(some, 'before_minor'), currency),
        groupedCount(sum(some, 'count')),
        groupedMinor(sum(some, 'received_minor'), currency),
        groupedMinor(sum(some, 'refunds_minor'), currency),
        groupedMinor(sum(some, 'until_minor'), currency),
        groupedMinor(sum(some, 'fee_minor'), currency),
      ],
    ]
    return [
      heading(`By wallet and way, in ${currency}`),
      table(
        ['Wallet, way', 'Before', 'Receipts', 'Received', 'Paid back', 'At the end', 'Fees'],
        [
          ...lines.map((line) => row(`${plainText(line.wallet)}, ${nameWay(line.rail)}`, [line])),
          row('All', lines, true),
        ],
      ),
    ]
  })
}

function kindPart({ boosts, streams, free, total, currency }: Statement): Content[] {
  const row = (name: string, part: Worth & { count: number; amount_msat: number }, bold = false): Row => [
    { text: name, bold },
    groupedCount(part.count),
    groupedSats(part.amount_msat),
    groupedCount(part.unpriced),
    worth(part, currency),
  ]
  return [
    heading('By kind'),
    table(
      ['Kind', 'Receipts', 'Sats', 'Without a price', `Worth in ${currency}`],
      [
        row('Boosts', boosts),
        row('Streams', streams),
        ...(free.count > 0 ? [['Free boosts', groupedCount(free.count), '', '', '']] : []),
        row('All', total, true),
      ],
    ),
  ]
}

function payoutPart({ payouts = [] }: Statement): Content[] {
  if (payouts.length === 0) return []
  return [
    heading('Paid out'),
    table(
      ['Wallet', 'Payouts', 'Arrived', 'Kept on the way', 'Held at the end', 'In'],
      payouts.map(({ wallet, currency, count, amount, fee, held }) => {
        const say = (sum: number) => (currency === null ? groupedSats(sum) : groupedMinor(sum, currency))
        return [plainText(wallet), groupedCount(count), say(amount), say(fee), say(held), currency ?? 'sats']
      }),
    ),
  ]
}

function replyPart({ replies }: Statement): Content[] {
  if (!replies) return []
  const { count, amount_msat, fee_msat } = replies
  return [
    heading('Replies paid to listeners, in none of the sums above'),
    table(
      ['From', 'Replies', 'Sats', 'Fees in sats'],
      [['the wallet for replies', groupedCount(count), groupedSats(amount_msat), groupedSats(fee_msat)]],
    ),
  ]
}

function adjustmentPart({ adjustments = [], currency }: Statement): Content[] {
  if (adjustments.length === 0) return []
  return [
    heading('Adjustments of months closed before, in none of the sums above'),
    table(
      ['For', 'Receipts', 'Sats', 'Fees in sats', 'Other money', `Worth in ${currency}`],
      adjustments.map((one) => [
        monthInWords(one.month),
        groupedCount(one.count),
        groupedSats(one.amount_msat),
        groupedSats(one.fee_msat),
        one.fiat
          .map((line) => `${groupedMinor(line.amount_minor, line.currency)} ${line.currency}`)
          .join(', '),
        groupedWorth(one.value, minorDigits(currency)),
      ]),
    ),
  ]
}

function notesPart(statement: Statement): Content[] {
  const { total, currency, rates = [] } = statement
  const sources = rates.map(
    ({ source, lasts, count: many }) => `${plainText(source)} by the ${lasts} (${groupedCount(many)})`,
  )
  const notes = [
    sources.length > 0
      ? `Worth: each receipt of sats at ${plainText(sayValuing(statement))}. Prices, with the receipts that each valued: ${sources.join(', ')}. Receipts in ${currency} count as they came; other money is not converted.`
      : `Worth: no receipt of sats has a price in ${currency}.`,
    ...(total.unpriced > 0
      ? [
          `Receipts without a price, which count for nothing in what was worth: ${groupedCount(total.unpriced)}.`,
        ]
      : []),
    ...(total.needs_look > 0 ? [`Receipts that still need a look: ${groupedCount(total.needs_look)}.`] : []),
    `Fees: wallets and processors kept ${groupedSats(total.fee_msat)} sats of what was received; amounts are before them. A sat is 1,000 msat, and three decimals are exact.`,
    `Checksum ${total.checksum}: the CSV of the same receipts ends with it.`,
  ]
  return [heading('Notes'), { ul: notes, markerColor: DIM }]
}

function signature(): Content {
  const line = (label: string, width: number): Column => ({
    width,
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5 }] },
      { text: label, color: DIM, fontSize: 7.5, margin: [0, 3, 0, 0] },
    ],
  })
  return {
    columns: [line('Place, date', 200), line('Signature', 240)],
    columnGap: 30,
    margin: [0, 52, 0, 0],
    unbreakable: true,
  }
}

function worth(part: Worth, currency: string): string {
  // A lone zero would say that what has no price is worth nothing.
  if (part.unpriced > 0 && !/[1-9]/.test(part.value)) return 'no price'
  return groupedWorth(part.value, minorDigits(currency))
}
