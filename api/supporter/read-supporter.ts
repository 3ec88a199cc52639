import { type Kysely, sql } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { orNotFound } from '#api/errors.ts'
import { loadNames } from '#api/supporter/name/load-names.ts'
import type { DB } from '#db/schema/index.ts'

type ShowRow = Omit<SupporterDetailJson['shows'][number], 'first_sent_at' | 'last_sent_at'> & {
  first_sent_at: Date | null
  last_sent_at: Date | null
}

/** A supporter with their names and what they are to each show. @throws AppError not-found */
export async function readSupporter(db: Kysely<DB>, id: string): Promise<SupporterDetailJson> {
  const now = orNotFound(await findSupporterId(db, id), 'supporter with this id')
  const found = await db
    .selectFrom('supporters')
    .select(['name', 'chosen_name', 'say_as', 'note'])
    .where('id', '=', now)
    .executeTakeFirst()
  const { name, chosen_name, say_as, note } = orNotFound(found, 'supporter with this id')
  const rows = await loadShows(db, now)
  const names = await loadNames(db, [now])
  const shows = rows.map((row) => ({
    ...row,
    first_sent_at: row.first_sent_at?.toISOString() ?? null,
    last_sent_at: row.last_sent_at?.toISOString() ?? null,
  }))
  const times = shows.flatMap((show) => [show.first_sent_at ?? [], show.last_sent_at ?? []].flat()).sort()
  return {
    id: now,
    name,
    chosen_name,
    names: names.get(now) ?? [],
    say_as,
    note,
    boost_count: shows.reduce((sum, show) => sum + show.boost_count, 0),
    counted_msat: shows.reduce((sum, show) => sum + show.counted_msat, 0),
    first_sent_at: times[0] ?? null,
    last_sent_at: times.at(-1) ?? null,
    shows,
  }
}

async function loadShows(db: Kysely<DB>, id: string): Promise<ShowRow[]> {
  const { rows } = await sql<ShowRow>`
    with boosted as (
      select show_id, count(*)::integer as boost_count, sum(counted_msat)::bigint as counted_msat,
        min(sent_at) as first_sent_at, max(sent_at) as last_sent_at
      from boosts where supporter_id = ${id} and payment_count > 0 group by show_id
    ), streamed as (
      select show_id, count(*)::integer as stream_count, coalesce(sum(amount_msat), 0)::bigint as streamed_msat
      from payments where supporter_id = ${id} and action = 'stream' and not set_aside group by show_id
    )
    select shows.slug, shows.title, coalesce(team, false) as team, coalesce(hidden, false) as hidden,
      coalesce(boost_count, 0) as boost_count, coalesce(counted_msat, 0)::bigint as counted_msat,
      first_sent_at, last_sent_at,
      coalesce(stream_count, 0) as stream_count, coalesce(streamed_msat, 0)::bigint as streamed_msat
    from shows
    left join boosted on boosted.show_id = shows.id
    left join streamed on streamed.show_id = shows.id
    left join show_supporters own on own.show_id = shows.id and own.supporter_id = ${id}
    where boost_count > 0 or stream_count > 0 or own.show_id is not null
    order by coalesce(counted_msat, 0) desc, shows.id`.execute(db)
  return rows
}
