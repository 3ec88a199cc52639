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
type Place = z.infer<typeof placeSchema>

type Row = Omit<SupporterJson, 'names' | 'last_sent_at'> & {
  last_sent_at: Date | null
  sorted: string | number
}

/** How each order sorts, by a supporter `s` and their `sums`: by name from A, by last boost and by total from the top. */
const ORDERS = {
  // An index holds no longer name.
  name: { by: sql`left(lower(s.name), 100)`, type: sql`text`, direction: sql`asc`, after: sql`>` },
  last: {
    by: sql`coalesce((extract(epoch from sums.last_sent_at) * 1000000)::bigint, 0)`,
    type: sql`bigint`,
    direction: sql`desc`,
    after: sql`<`,
  },
  total: {
    // Who only streams comes after those whose boosts came to nothing.
    by: sql`case when sums.boost_count > 0 then sums.counted_msat else -1 end`,
    type: sql`bigint`,
    direction: sql`desc`,
    after: sql`<`,
  },
} as const

const isMerged = sql`exists (select from supporter_aliases merged where merged.id = s.id)`

/** A page of the people who support a show, by boosts or by streams. */
export async function listSupporters(
  db: Kysely<DB>,
  showId: number,
  query: SupporterListQuery,
): Promise<Page<SupporterJson>> {
  const { by, direction } = ORDERS[query.order]
  const place = query.cursor === undefined ? null : readCursor(placeSchema, query.cursor)
  const picked =
    query.q === undefined && query.order !== 'name'
      ? pickFirst(showId, query.order, query.limit + 1, place)
      : pick(showId, query, place)
  // What each of a page has sent is summed for these alone.
  const { rows } = await sql<Row>`
    with picked as materialized (${picked})
    select s.id, s.name, s.say_as, s.note, coalesce(of_show.team, false) as team,
      coalesce(of_show.hidden, false) as hidden, sums.boost_count, sums.counted_msat, sums.last_sent_at, ${by} as sorted
    from picked join supporters s on s.id = picked.id
    cross join lateral (${sumsOfOne(showId)}) sums
    left join show_supporters of_show on of_show.supporter_id = s.id and of_show.show_id = ${showId}
    order by ${by} ${direction}, s.id ${direction}`.execute(db)
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

/** The ids of a page. */
function pick(
  showId: number,
  { order, q, limit }: SupporterListQuery,
  place: Place | null,
): RawBuilder<unknown> {
  const { by, type, direction, after } = ORDERS[order]
  const from = place ? sql`and (${by}, s.id) ${after} (${place[0]}::${type}, ${place[1]}::uuid)` : sql``
  return sql`
    select s.id from supporters s cross join lateral (${sumsOfOne(showId)}) sums
    where (sums.boost_count > 0 or ${hasPaid(showId)}) and not ${isMerged} ${named(q)} ${from}
    order by ${by} ${direction}, s.id ${direction} limit ${limit + 1}`
}

/** By what those are ordered who only stream. */
const OF_STREAMS = { last: 0, total: -1 } as const

/** The ids of a page of those who sent boosts, and where there is room, of those who only stream. */
function pickFirst(
  showId: number,
  order: keyof typeof OF_STREAMS,
  limit: number,
  place: Place | null,
): RawBuilder<unknown> {
  const isOfStreams = place !== null && Number(place[0]) === OF_STREAMS[order]
  const streams = (most: RawBuilder<unknown>) => sql`
    select s.id from supporters s
    where not exists (select from boosts where show_id = ${showId} and supporter_id = s.id and payment_count > 0)
      and ${hasPaid(showId)} and not ${isMerged} ${isOfStreams ? sql`and s.id < ${place[1]}::uuid` : sql``}
    order by s.id desc limit ${most}`
  if (isOfStreams) return streams(sql`${limit}`)
  return sql`
    with boosters as materialized (${(order === 'last' ? pickLatest : pickLargest)(showId, limit, place)}),
    streams as (${streams(sql`(select ${limit}::integer - count(*) from boosters)`)})
    select id from boosters union all select id from streams`
}

/** Who sent a boost last, found from the newest boost on. */
function pickLatest(showId: number, limit: number, place: Place | null): RawBuilder<unknown> {
  const at = sql`(timestamptz 'epoch' + ${place?.[0] ?? 0}::bigint * interval '1 microsecond')`
  const before = place
    ? sql`and last.sent_at <= ${at} and (last.sent_at, s.id) < (${at}, ${place[1]}::uuid)`
    : sql``
  // Of those at the same moment the page takes some by their ids.
  return sql`
    select id from (
      select s.id, last.sent_at from boosts last join supporters s on s.id = last.supporter_id
      where last.show_id = ${showId} and last.payment_count > 0 and not ${isMerged} ${before}
        and not exists (
          select from boosts later
          where later.supporter_id = last.supporter_id and later.show_id = ${showId} and later.payment_count > 0
            and (later.sent_at, later.id) > (last.sent_at, last.id))
      order by last.sent_at desc fetch first ${sql.lit(limit)} rows with ties
    ) tied order by sent_at desc, id desc limit ${limit}`
}

/** Who sent most: to know them, what everybody sent is summed. */
function pickLargest(showId: number, limit: number, place: Place | null): RawBuilder<unknown> {
  const after = place ? sql`and (sums.counted_msat, s.id) < (${place[0]}::bigint, ${place[1]}::uuid)` : sql``
  return sql`
    select s.id from (
      select supporter_id, sum(counted_msat)::bigint as counted_msat
      from ${boostsOf(showId, sql`and supporter_id is not null`)} group by supporter_id
    ) sums join supporters s on s.id = sums.supporter_id
    where not ${isMerged} ${after} order by sums.counted_msat desc, s.id desc limit ${limit}`
}

/** Whether a supporter `s` has paid a show anything. */
const hasPaid = (showId: number) => sql`
  exists (select from payments where supporter_id = s.id and show_id = ${showId} and not set_aside)`

/** What a supporter `s` has sent to a show. */
const sumsOfOne = (showId: number) => sql`
  select count(*)::integer as boost_count, coalesce(sum(counted_msat), 0)::bigint as counted_msat, max(sent_at) as last_sent_at
  from ${boostsOf(showId, sql`and supporter_id = s.id`)}`

/** The boosts of supporters for a show. What is not hidden an index has by itself, and the rest is little. */
function boostsOf(showId: number, whose: RawBuilder<unknown>): RawBuilder<unknown> {
  const own = sql`
    select supporter_id, counted_msat, sent_at from boosts where show_id = ${showId} and payment_count > 0 ${whose}`
  return sql`(${own} and not hidden union all ${own} and hidden) own`
}

/** Those of whom any name has this part, also one that a host chose or says. */
function named(q: string | undefined): RawBuilder<unknown> {
  if (q === undefined) return sql``
  return sql`and (strpos(lower(concat_ws(E'\\n', s.chosen_name, s.say_as)), lower(${q})) > 0 or exists (
    select from supporter_names own where own.supporter_id = s.id and strpos(own.name_key, ${nameKey(q)}) > 0))`
}
