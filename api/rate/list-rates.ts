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

/** What payments still wait for a price, and by what books are valued. */
export async function listRateStates(db: Kysely<DB>): Promise<RateState> {
  const { rows } = await sql<Omit<RateState['items'][number], 'provider'>>`
    select v.currency, v.method, v.source, count(d.day) as days_waiting, min(d.day)::text as earliest, max(d.error) as error
    from valuings v left join rate_days d on d.currency = v.name
    group by v.name, v.currency, v.method, v.source order by v.name`.execute(db)
  const items = rows.map((item) => ({ ...item, provider: /^(.+?): /.exec(item.error ?? '')?.[1] ?? null }))
  return { items, books: await listBooks(db), sources: await listSources(db) }
}

async function listBooks(db: Kysely<DB>): Promise<RateState['books']> {
  const { rows } = await sql<
    Omit<RateState['books'][number], 'show'> & { slug: string | null; title: string }
  >`
    with chosen as (
      select b.show_id, b.currency, v.method, v.source from book_valuings b join valuings v on v.name = b.valuing
    ), books as (
      select null::integer as show_id, null as slug, null as title, currency from (select distinct currency from valuings) whole
      union all
      select id, slug, title, currency from shows where status = 'kept' and not demo
    )
    select b.slug, b.title, b.currency, coalesce(own.method, whole.method, 'hour') as method,
      case when own.method is null then whole.source else own.source end as source
    from books b
    left join chosen own on own.show_id is not distinct from b.show_id and own.currency = b.currency
    left join chosen whole on whole.show_id is null and whole.currency = b.currency
    order by b.slug nulls first, b.currency`.execute(db)
  return rows.map(({ slug, title, ...book }) => ({ show: slug === null ? null : { slug, title }, ...book }))
}
