import { type Kysely, sql } from 'kysely'
import type { Span } from '#api/rate/value-payments.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Keeps the average of a day's 24 hours, each as its provider gave it, as the price of the day (UTC). A day of which a provider has not all
 * hours has none.
 */
export async function keepDailyAverages(
  db: Kysely<DB>,
  currency: string,
  { from, until }: Span,
): Promise<void> {
  await sql`
    insert into rates (currency, at, seconds, price, origin, source)
    select ${currency}, date_trunc('day', at, 'UTC'), 86400, round(avg(price), 8), 'provider', source || ', average of the day'
    from (
      select distinct on (source, at) source, at, price from rates
      where currency = ${currency} and seconds = 3600 and origin = 'provider' and at >= ${from} and at < ${until}
      order by source, at, fetched_at desc, id desc
    ) hours
    group by 2, source having count(*) = 24
    on conflict do nothing`.execute(db)
}

/** All hours of the days of a span in which payments wait for a price, up to now. */
export function hoursOf(waiting: readonly Date[], now: Date): Date[] {
  const HOUR_MS = 3600 * 1000
  const days = new Set(waiting.map((hour) => hour.toISOString().slice(0, 10)))
  return [...days]
    .sort()
    .flatMap((day) =>
      Array.from(
        { length: 24 },
        (_, hour) => new Date(Date.parse(`${day}T00:00:00Z`) + hour * HOUR_MS),
      ).filter((hour) => hour <= now),
    )
}
