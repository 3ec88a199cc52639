import type { Statement, YearQuery } from '#api/contract/statement.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { groupedCount, groupedSats } from '#api/statement/pdf/words.ts'
import type { YearPart } from '#api/statement/year/plan-year.ts'

type Stated = { part: YearPart; statement: Statement }

/** What is in a year's pack, and how it is checked. */
export function yearReadme(
  { shows, demo, tz, currency, total }: Statement,
  months: readonly Stated[],
  { year, journal }: YearQuery,
): string {
  const whose = shows ? shows.map(({ title }) => oneLine(title)).join(', ') : 'all shows'
  const lines = [
    `Receipts of ${whose}, ${year}`,
    ...(demo ? ['This is the demo: all of it is made up.'] : []),
    '',
    `Days are of ${tz}, worth is in ${currency}. Receipts, not a balance: what was spent is not part of it.`,
    `${groupedCount(total.count)} receipts, ${groupedSats(total.amount_msat)} sats.`,
    '',
    `statement-${year}.pdf   the year as the books have it now`,
    'adjustments.csv      what changed in months after they were closed, and in which statement it stands',
    'prices.csv           every price that a receipt was valued by',
    'YYYY-MM/             of each month:',
    '  statement.pdf      as it was closed with, or a draft where it is not closed',
    '  statement.md       the same as text',
    '  receipts.csv       every receipt; its last record says that it is whole',
    `  journal.${journal === 'hledger' ? 'journal' : journal}    the same as a journal for ${journal}`,
    '',
    'The checksum in a statement is that in the last record of the receipts. Where a month was closed and they differ, something of it',
    'changed since: adjustments.csv says what. Statements of closed months and all adjustments come to the books.',
    '',
    'Month     State                    Receipts               Sats  Checksum',
    ...months.map(({ part, statement }) => {
      const { count, amount_msat, checksum } = statement.total
      const state = part.kept ? `closed ${part.kept.at.slice(0, 10)}` : 'draft'
      const cells = [groupedCount(count).padStart(10), groupedSats(amount_msat).padStart(18)]
      return `${part.name}   ${state.padEnd(20)} ${cells.join(' ')}  ${checksum}`
    }),
    '',
  ]
  return lines.join('\r\n')
}
