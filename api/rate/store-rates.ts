import { type Kysely, sql } from 'kysely'
import type { Quote } from '#api/rate/provider/provider.ts'
import type { RateOrigin } from '#db/schema/books.ts'
import type { DB } from '#db/schema/index.ts'

/** Keeps prices; those that are known stay as they are, and a corrected one stands beside the former. @returns how many are new */
export async function keepRates(
  db: Kysely<DB>,
  currency: string,
  quotes: readonly Quote[],
  by: { origin: RateOrigin; source: string },
): Promise<number> {
  if (quotes.length === 0) return 0
  const rows = quotes.map(({ at, seconds, price }) => ({ at: at.toISOString(), seconds, price }))
  const { numAffectedRows } = await sql`
    insert into rates (currency, at, seconds, price, origin, source)
    select ${currency}, at, seconds, price, ${by.origin}, ${by.source}
    from json_to_recordset(${JSON.stringify(rows)}::json) as row(at timestamptz, seconds integer, price numeric)
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}
