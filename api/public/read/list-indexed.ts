import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** More pages than that no sitemap may have (sitemaps.org). */
const MOST = 50_000

/** The paths of all pages that search engines may list: shows, their years in which something came, and episodes that were boosted. */
export async function listIndexed(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    with listed as (
      select s.id, s.slug from shows s left join public_settings p on p.show_id = s.id
      where s.is_public and s.status = 'kept' and not s.demo and coalesce(p.listed, true))
    (select '/s/' || slug as path from listed order by slug)
    union all
    (select '/s/' || slug || '/y/' || y.year from listed, lateral (
        select extract(year from day)::integer as year from totals_cells
        where show_id = listed.id and part = 'show'
        group by 1
        having sum(boosts_counted_msat + autos_counted_msat + streams_received_msat + boosts + autos + free + fiat) > 0) y
      order by slug, y.year desc)
    union all
    (select '/s/' || slug || '/e/' || e.id from listed join episodes e on e.show_id = listed.id
      where not e.provisional and exists (
        select from boosts b where b.episode_id = e.id and not b.hidden and b.payment_count > 0)
      order by e.published_at desc nulls last, e.id)
    limit ${MOST - 1}`.execute(db)
  return ['/', ...rows.map(({ path }) => path)]
}
