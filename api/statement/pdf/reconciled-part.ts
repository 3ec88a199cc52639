import type { Content } from 'pdfmake/interfaces.js'
import type { Statement } from '#api/contract/statement.ts'
import { DIM, heading, table } from '#api/statement/pdf/parts.ts'
import {
  formatDayInWords,
  groupedCount,
  groupedMinor,
  groupedSats,
  plainText,
} from '#api/statement/pdf/words.ts'
import { sayBalance } from '#api/statement/say-balance.ts'

/** How each wallet's own list compared with the books when the month was closed. */
export function reconciledPart({ reconciled = [] }: Statement): Content[] {
  if (reconciled.length === 0) return []
  const explained = reconciled.flatMap(({ wallet, explained }) =>
    explained.map(
      ({ amount_msat, words, by }) =>
        `${plainText(wallet)}, ${groupedSats(amount_msat)} sats: ${plainText(words)} (${plainText(by)})`,
    ),
  )
  return [
    heading('Compared with the wallets’ own lists, in sats'),
    table(
      ['Wallet, asked on', 'It says', 'Left out', 'Books', 'Matched', 'Explained', 'Other money matched'],
      reconciled.map(({ wallet, source, read_at, figures }) => [
        `${plainText(wallet)}, ${plainText(source)}, ${formatDayInWords(read_at)}`,
        sumOf(figures.there),
        sumOf(figures.left_out),
        sumOf(figures.here),
        sumOf(figures.matched),
        groupedCount(figures.explained),
        figures.matched.fiat
          .map((line) => `${groupedMinor(line.amount_minor, line.currency)} ${line.currency}`)
          .join(', '),
      ]),
    ),
    ...reconciled.flatMap((one) => {
      const said = sayBalance(one)
      return said === null ? [] : [note(said)]
    }),
    ...(explained.length > 0 ? [{ ul: explained, markerColor: DIM }] : []),
  ]
}

function note(text: string): Content {
  return { text, color: DIM, margin: [0, 4, 0, 0] }
}

function sumOf({ count, amount_msat }: { count: number; amount_msat: number }): string {
  return `${groupedSats(amount_msat)} (${groupedCount(count)})`
}
