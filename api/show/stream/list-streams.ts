import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { idField } from '#api/contract/common.ts'
import type { StreamListJson, StreamListQuery } from '#api/contract/show.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import { episodeRef, supporterRef } from '#api/http/refs.ts'
import type { DB } from '#db/schema/index.ts'

/** Where a page ended: received msat, and the id of the episode or supporter, '' for none. */
const placeSchema = z.tuple([z.int(), z.union([idField, z.literal('')])])

type Group = {
  id: string | null
  label: string | null
  received_msat: number
  payment_count: number
  minutes: number | null
  last_at: Date
}
/** Of a page without groups there is one row, with the total alone. */
type Row = { total_msat: number; total_count: number } & (Group | { last_at: null })

/** A page of a show's streams, summed by episode or by supporter, what brought most first. */
export async function listStreams(
  db: Kysely<DB>,
  showId: number,
  query: StreamListQuery,
): Promise<StreamListJson> {
  const after = query.cursor === undefined ? null : readCursor(placeSchema, query.cursor)
  const { rows } = await selectGroups(query.group, streamsOf(showId, query), after, query.limit + 1).execute(
    db,
  )
  const groups = rows.flatMap((row) => (row.last_at === null ? [] : [row]))
  const { page, next_cursor } = cutPage(groups, query.limit, (group) => [group.received_msat, group.id ?? ''])
  return {
    items: page.map(({ id, label, last_at, received_msat, payment_count, minutes }) => ({
      episode: query.group === 'episode' ? episodeRef(id, label) : null,
      supporter: query.group === 'supporter' ? supporterRef(id, label) : null,
      received_msat,
      payment_count,
      minutes,
      last_at: last_at.toISOString(),
    })),
    next_cursor,
    total: { received_msat: rows[0]?.total_msat ?? 0, payment_count: rows[0]?.total_count ?? 0 },
  }
}

function streamsOf(showId: number, { since, until }: StreamListQuery): RawBuilder<unknown> {
  const from = since === undefined ? sql`` : sql` and settled_at >= ${since}`
  const to = until === undefined ? sql`` : sql` and settled_at < ${until}`
  return sql`
    from (
      select p.episode_id, coalesce(p.supporter_id, told.supporter_id) as supporter_id, p.sender_id, p.app, p.position_s, p.amount_msat,
        p.settled_at
      from payments p left join claims told on told.id = p.named_by
      where p.show_id = ${showId} and p.action = 'stream' and not p.set_aside${from}${to}) streams`
}

/** First one minute of one listener, however many wallets its payment went to, then their sums. */
function selectGroups(
  group: StreamListQuery['group'],
  streams: RawBuilder<unknown>,
  after: [number, string] | null,
  limit: number,
): RawBuilder<Row> {
  const [column, table, label] =
    group === 'episode'
      ? [sql.ref('episode_id'), sql.table('episodes'), sql.ref('title')]
      : [sql.ref('supporter_id'), sql.table('supporters'), sql.ref('name')]
  const from =
    after === null ? sql`` : sql`where (received_msat, coalesce(id::text, '')) < (${after[0]}, ${after[1]})`
  return sql<Row>`
    with minutes as (
      select episode_id, supporter_id, position_s / 60 as minute,
        coalesce(sum(amount_msat), 0)::bigint as msat, count(*) as payments, max(settled_at) as last_at
      ${streams}
      group by episode_id, supporter_id, case when supporter_id is null then coalesce(sender_id, app) end, minute
    ), sums as (
      select ${column} as id, sum(msat)::bigint as received_msat, sum(payments)::integer as payment_count,
        nullif(count(minute), 0)::integer as minutes, max(last_at) as last_at
      from minutes group by ${column}
    ), page as (
      select * from sums ${from} order by received_msat desc, coalesce(id::text, '') desc limit ${limit}
    )
    select total.*, page.*, named.${label} as label
    from (
      select coalesce(sum(received_msat), 0)::bigint as total_msat, coalesce(sum(payment_count), 0)::integer as total_count
      from sums
    ) total
    left join page on true
    left join ${table} named on named.id = page.id
    order by received_msat desc, coalesce(page.id::text, '') desc`
}
