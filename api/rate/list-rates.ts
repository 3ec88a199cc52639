import { type Kysely, sql } from 'kysely'
import type { RateJson, RateState } from '#api/contract/rate.ts'
import { listSources } from '#api/rate/valuing/change-valuing.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 2_000

/** The prices known for some days (UTC, both included), in order of time. @returns at most 2,000 */
export async function listRates(
  db: Kysely<DB>,
  { currency, from, to }: { currency: string; from: string; to: string },
): Promise<RateJson[]> {
  const rows = await db
    .selectFrom('rates')
    .selectAll()
    .where('currency', '=', currency)
    .where('at', '>=', new Date(`${from}T00:00:00Z`))
    .where('at', '<', sql<Date>`${to}::date::timestamp at time zone 'UTC' + interval '1 day'`)
    .orderBy('at')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(({ id: _, at, seconds, fetched_at, ...rate }) => ({
    ...rate,
    at: at.toISOString(),
    lasts: seconds === 3600 ? 'hour' : 'day',
    fetched_at: fetched_at.toISOString(),
  }))
}

/** What payments still wait for a price, per currency. */
export async function listRateStates(db: Kysely<DB>): Promise<RateState> {
  const { rows } = await sql<RateState['items'][number]>`
    select c.currency, c.method, c.source, count(d.day) as days_waiting, min(d.day)::text as earliest, max(d.error) as error
    from rate_currencies c left join rate_days d on d.currency = c.currency
    group by c.currency, c.method, c.source order by c.currency`.execute(db)
  return { items: rows, sources: await listSources(db) }
}
