import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { RateOrigin } from '#db/schema/books.ts'
import type { DB } from '#db/schema/index.ts'

/** What a bitcoin was worth: a decimal, from when on, for how long (an hour or a day), and who says so. */
export type Price = { price: string; at: Date; seconds: number; source: string; origin: RateOrigin }

/** Who says the prices that come with the demo: made up, and so good for nothing else. */
export const DEMO_PRICES = 'demo'

/**
 * The prices of a bitcoin at many times, as a book is valued: that of the hour, else of the day; what a person or a file says comes
 * before what a provider says.
 * @returns by epoch milliseconds; nothing where none is known, never a guess
 * @param forDemo takes the demo's own prices too, which no real receipt is valued by
 */
export async function pricesAt(
  db: Kysely<DB>,
  valuing: ValuedBy,
  times: readonly Date[],
  forDemo = false,
): Promise<Map<number, Price>> {
  if (times.length === 0) return new Map()
  const wanted = [...new Set(times.map((time) => time.toISOString()))]
  const { rows } = await sql<Price & { wanted: Date }>`
    select wanted, r.price::text as price, r.at, r.seconds, r.source, r.origin
    from unnest(${wanted}::timestamptz[]) as wanted
    join lateral (${bestRate(valuing, sql.ref('wanted'), forDemo)}) r on true`.execute(db)
  return new Map(rows.map(({ wanted: time, ...price }) => [time.getTime(), price]))
}

/**
 * The rate in force at a time, as a subquery of one row or none: of the hour where there is one, or what the method takes.
 * What a person says comes first.
 */
export function bestRate(valuing: ValuedBy, at: RawBuilder<unknown>, forDemo = false): RawBuilder<unknown> {
  return sql`
    select known.id, known.price, known.at, known.seconds, known.source, known.origin from rates known
    where known.currency = ${valuing.currency} and known.at <= ${at} and known.at > ${at} - interval '1 day'
      and known.at + make_interval(secs => known.seconds) > ${at}
      and (${sql.lit(forDemo)} or known.source <> ${sql.lit(DEMO_PRICES)})
      and (known.origin = 'hand' or known.source = ${sql.lit(DEMO_PRICES)} or ${isTakenBy(valuing)})
    order by known.origin = 'hand' desc, known.origin = 'file' desc, known.seconds, known.fetched_at desc, known.id desc limit 1`
}

/** Which prices of a provider or a file a method takes, of `rates known`. */
function isTakenBy({ method, source }: ValuedBy): RawBuilder<unknown> {
  if (method === 'day') return sql`known.seconds = 86400`
  return method === 'source' ? sql`known.source = ${source}` : sql`true`
}
