import { type Kysely, sql } from 'kysely'
import { DEMO_PRICES } from '#api/rate/price-at.ts'
import { keepRates } from '#api/rate/store-rates.ts'
import type { DB } from '#db/schema/index.ts'
import { createRandom } from '#seeds/random.ts'

const DAY_MS = 24 * 3600 * 1000
/** Roughly what a bitcoin was worth in the week of episode 458. */
const WEEK_458 = ['35500', '34000', '30300', '31000', '29000', '29200', '29300', '30100', '31300']
/** As far back as the demo's late episodes go. */
const LATE_DAYS = 560

/**
 * Prices, so that the demo shows what sats are worth, in its books too: of the week of 458, and made-up ones of the last year and
 * a half. Nothing but the demo is valued by them.
 */
export async function seedPrices(db: Kysely<DB>, now: Date): Promise<void> {
  const random = createRandom('prices')
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const early = WEEK_458.map((price, day) => ({ at: new Date(Date.UTC(2022, 4, 7 + day)), price }))
  const late = Array.from({ length: LATE_DAYS }, (_, day) => ({
    at: new Date(today - day * DAY_MS),
    price: String(random.whole(88_000, 94_000)),
  }))
  const quotes = [...early, ...late].map((quote) => ({ ...quote, seconds: 86_400 as const }))
  await keepRates(db, 'USD', quotes, { origin: 'provider', source: DEMO_PRICES })
  await sql`
    with valued as (
      insert into payment_rates (payment_id, currency, rate_id)
      select p.id, 'USD', r.id from payments p join wallets w on w.id = p.wallet_id and w.demo
      join rates r on r.currency = 'USD' and r.source = ${DEMO_PRICES}
        and r.at <= p.settled_at and r.at + make_interval(secs => r.seconds) > p.settled_at
      where p.amount_msat is not null
      on conflict do nothing returning payment_id
    )
    -- For sums that are kept.
    insert into valued_spans (valuing, from_at, until_at)
    select distinct 'USD', day, day + interval '1 day'
    from valued join payments p on p.id = valued.payment_id, date_trunc('day', p.settled_at, 'UTC') day`.execute(
    db,
  )
}
