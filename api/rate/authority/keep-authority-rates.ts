import { type Kysely, sql } from 'kysely'
import type { AuthorityFile } from '#api/rate/authority/read-authority-file.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Keeps what an authority says; a day that it corrected is as it says now. What waits for its prices is looked at again.
 * @returns how many are new or other than before
 */
export async function keepAuthorityRates(
  db: Kysely<DB>,
  { authority, base, rates }: AuthorityFile,
): Promise<number> {
  const days = [...new Set(rates.map(({ day }) => day))]
  const own = days.map((day) => ({ day, currency: base, units: '1', value: '1' }))
  // The last of a day that is given twice counts: one statement must not change a row twice.
  const rows = [...new Map([...rates, ...own].map((one) => [`${one.day} ${one.currency}`, one])).values()]
  const { numAffectedRows } = await sql`
    insert into authority_rates (authority, currency, day, per_base)
    select ${authority}, currency, day, units / value
    from json_to_recordset(${JSON.stringify(rows)}::json) as row(day date, currency text, units numeric, value numeric)
    where units > 0
    on conflict (authority, currency, day) do update set per_base = excluded.per_base
    where authority_rates.per_base <> excluded.per_base`.execute(db)
  await sql`
    update rate_days set next_try_at = now() from valuings v
    where v.name = rate_days.currency and v.method = 'source' and v.source = ${authority}`.execute(db)
  return Number(numAffectedRows ?? 0)
}
