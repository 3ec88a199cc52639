import { type Kysely, sql } from 'kysely'
import { bestRate } from '#api/rate/price-at.ts'
import type { Provider, Quote } from '#api/rate/provider/provider.ts'
import { byHour } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'

/** A weekend, with holidays at both ends: authorities say nothing then, and the last they said holds. */
const LONGEST_GAP_DAYS = 8

/**
 * Prices by an authority: what a bitcoin was worth in dollars in an hour, at the authority's rate of the day, or the last before it.
 * @param authority by name
 */
export function authorityProvider(db: Kysely<DB>, authority: string): Provider {
  const rateOf = (currency: string) => sql`
    select per_base from authority_rates
    where authority = ${authority} and currency = ${currency} and day <= (hour at time zone 'UTC')::date
      and day > (hour at time zone 'UTC')::date - ${LONGEST_GAP_DAYS}::integer
    order by day desc limit 1`
  return {
    name: authority,
    has: () => true,
    quotes: async (currency, { wanted }) => {
      const { rows } = await sql<Quote>`
        select hour as at, 3600 as seconds, round(dollars.price * own.per_base / dollar.per_base, 8)::text as price
        from unnest(${wanted.map((hour) => hour.toISOString())}::timestamptz[]) as hour
        cross join lateral (${bestRate(byHour('USD'), sql.ref('hour'))}) dollars
        cross join lateral (${rateOf(currency)}) own
        cross join lateral (${rateOf('USD')}) dollar`.execute(db)
      return rows
    },
  }
}
