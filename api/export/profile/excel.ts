import { sql } from 'kysely'
import { ids, who, worth } from '#api/export/profile/plain.ts'
import { sats, type TableProfile } from '#api/export/profile/profile.ts'

/**
 * For spreadsheets: with a byte order mark, and amounts in sats only, exact to the millisatoshi: a spreadsheet shows numbers of
 * twelve digits, as large ones in millisatoshi are, as 1.2E+11.
 */
export const excel: TableProfile = {
  kind: 'table',
  name: 'excel',
  title: 'Excel, LibreOffice, Numbers',
  extension: 'csv',
  bom: true,
  closes: true,
  columns: (_receipts, { messages }) => [
    ...who(messages),
    { title: 'amount_sats', sql: sats(sql`r.amount_msat`) },
    { title: 'fee_sats', sql: sats(sql`r.fee_msat`) },
    { title: 'claimed_sats', sql: sats(sql`r.claimed_msat`) },
    ...worth(6),
    ...ids,
  ],
}
