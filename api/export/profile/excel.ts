import { type RawBuilder, sql } from 'kysely'
import { ids, who, worth } from '#api/export/profile/plain.ts'
import { guarded, sats, type TableProfile } from '#api/export/profile/profile.ts'

/** A message such as `007`, `1/2`, `1e5` or `true` would become a number, a day or a truth, and not come back. */
function text(words: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ltrim(${words}, '''') ~* '^([ $€£¥(]*[.,]?[0-9][-0-9.,:/e+ %)]*|true|false)$' then '''' || ${words}
    else ${guarded(words)} end`
}

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
    ...who(messages, text),
    { title: 'amount_sats', sql: sats(sql`r.amount_msat`) },
    { title: 'fee_sats', sql: sats(sql`r.fee_msat`) },
    { title: 'claimed_sats', sql: sats(sql`r.claimed_msat`) },
    ...worth(6),
    ...ids.map((column) => (column.title === 'payment_hash' ? { ...column, sql: text(column.sql) } : column)),
  ],
}
