import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { idField, type Page } from '#api/contract/common.ts'
import type { SupporterJson, SupporterListQuery } from '#api/contract/supporter.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import { loadNames } from '#api/supporter/name/load-names.ts'
import { nameKey } from '#api/supporter/name-key.ts'
import type { DB } from '#db/schema/index.ts'

/** What the list is ordered by where a page ended, and the id there. */
const placeSchema = z.tuple([z.union([z.string(), z.number()]), idField])

type Row = Omit<SupporterJson, 'names' | 'last_sent_at'> & {
  last_sent_at: Date | null
  sorted: string | number
}

/** How each order sorts: by name from A, by last boost and by total from the top. */
const ORDERS = {
  name: { by: sql`lower(s.name)`, type: sql`text`, direction: sql`asc`, after: sql`>` },
  last: {
    by: sql`coalesce((extract(epoch from sums.last_sent_at) * 1000)::bigint, 0)`,
    type: sql`bigint`,
    direction: sql`desc`,
    after: sql`<`,
  },
  total: {
    by: sql`coalesce(sums.counted_msat, 0)`,
    type: sql`bigint`,
    direction: sql`desc`,
    after: sql`<`,
  },
} as const

/** A page of the people who support a show, by boosts or by streams. */
export async function listSupporters(
  db: Kysely<DB>,
  showId: number,
  query: SupporterListQuery,
): Promise<Page<SupporterJson>> {
  const { by, type, direction, after } = ORDERS[query.order]
  const place = query.cursor === undefined ? null : readCursor(placeSchema, query.cursor)
  const from = place ? sql`and (${by}, s.id) ${after} (${place[0]}::${type}, ${place[1]}::uuid)` : sql``
  const { rows } = await sql<Row>`
    with sums as (
      select supporter_id, count(*)::integer as boost_count, sum(counted_msat)::bigint as counted_msat,
        max(sent_at) as last_sent_at
      from (
        -- What is not hidden an index has by itself, and the rest is little.
        select supporter_id, counted_msat, sent_at from boosts
        where show_id = ${showId} and supporter_id is not null and payment_count > 0 and not hidden
        union all
        select supporter_id, counted_msat, sent_at from boosts
        where show_id = ${showId} and supporter_id is not null and payment_count > 0 and hidden
      ) own group by supporter_id
    )
    select s.id, s.name, s.say_as, s.note, coalesce(of_show.team, false) as team,
      coalesce(of_show.hidden, false) as hidden, coalesce(sums.boost_count, 0) as boost_count,
      coalesce(sums.counted_msat, 0)::bigint as counted_msat, sums.last_sent_at, ${by} as sorted
    from supporters s
    left join sums on sums.supporter_id = s.id
    left join show_supporters of_show on of_show.supporter_id = s.id and of_show.show_id = ${showId}
    where (sums.supporter_id is not null or exists (
        select from payments where supporter_id = s.id and show_id = ${showId} and not set_aside))
      and not exists (select from supporter_aliases merged where merged.id = s.id)
      ${named(query.q)} ${from}
    order by ${by} ${direction}, s.id ${direction} limit ${query.limit + 1}`.execute(db)
  const { page, next_cursor } = cutPage(rows, query.limit, (row) => [row.sorted, row.id])
  const names = await loadNames(
    db,
    page.map((row) => row.id),
  )
  return {
    items: page.map(({ sorted: _, ...row }) => ({
      ...row,
      names: names.get(row.id) ?? [],
      last_sent_at: row.last_sent_at?.toISOString() ?? null,
    })),
    next_cursor,
  }
}

/** Those of whom any name has this part, or whom a host calls so. */
function named(q: string | undefined): RawBuilder<unknown> {
  if (q === undefined) return sql``
  return sql`and (strpos(lower(coalesce(s.say_as, '')), lower(${q})) > 0 or exists (
    select from supporter_names own where own.supporter_id = s.id and strpos(own.name_key, ${nameKey(q)}) > 0))`
}
