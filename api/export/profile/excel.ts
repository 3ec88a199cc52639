import { ids, who, worth } from '#api/export/profile/plain.ts'
import type { ListProfile } from '#api/export/profile/profile.ts'
import { withoutFormula } from '#api/lib/csv-record.ts'
import { thousandths } from '#api/lib/decimal.ts'
import { roundDecimal } from '#api/lib/round-decimal.ts'

/** A message such as `007`, `1/2`, `1e5` or `true` would become a number, a day or a truth, and not come back. */
function text(words: string | null): string | null {
  if (words === null) return null
  return /^'*([ $€£¥(]*[.,]?[0-9][-0-9.,:/e+ %)]*|true|false)$/i.test(words)
    ? `'${words}`
    : withoutFormula(words)
}

/**
 * For spreadsheets: with a byte order mark, and amounts in sats only, exact to the millisatoshi: a spreadsheet shows numbers of
 * twelve digits, as large ones in millisatoshi are, as 1.2E+11.
 */
export const excel: ListProfile = {
  kind: 'list',
  name: 'excel',
  title: 'Excel, LibreOffice, Numbers',
  extension: 'csv',
  bom: true,
  columns: ({ messages }) => [
    ...who(messages, text),
    { title: 'amount_sats', of: (row) => row.amount_sats },
    { title: 'fee_sats', of: (row) => row.fee_sats },
    {
      title: 'claimed_sats',
      of: (row) => (row.claimed_msat === null ? null : thousandths(row.claimed_msat)),
    },
    ...worth((row) => (row.value === null ? null : roundDecimal(row.value, 6))),
    ...ids(text),
  ],
}
