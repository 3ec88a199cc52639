import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { idField } from '#api/contract/common.ts'
import type { StreamListJson, StreamListQuery } from '#api/contract/show.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import { episodeRef, supporterRef } from '#api/http/refs.ts'
import type { DB } from '#db/schema/index.ts'

/** Where a page ended: received msat, and the id of the episode or supporter, '' for none. */
const placeSchema = z.tuple([z.int(), z.union([idField, z.literal('')])])

type Row = {
  id: string | null
  label: string | null
  received_msat: number
  payment_count: number
  minutes: number | null
  last_at: Date
}

/** A page of a show's streams, summed by episode or by supporter, what brought most first. */
export async function listStreams(
  db: Kysely<DB>,
  showId: number,
  query: StreamListQuery,
): Promise<StreamListJson> {
  const after = query.cursor === undefined ? null : readCursor(placeSchema, query.cursor)
  const streams = streamsOf(showId, query)
  const { rows } = await selectGroups(query.group, streams, after, query.limit + 1).execute(db)
  const total = await sql<StreamListJson['total']>`
    select coalesce(sum(amount_msat), 0)::bigint as received_msat, count(*)::integer as payment_count
    ${streams}`.execute(db)
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map(({ id, label, last_at, ...sums }) => ({
      episode: query.group === 'episode' ? episodeRef(id, label) : null,
      supporter: query.group === 'supporter' ? supporterRef(id, label) : null,
      ...sums,
      last_at: last_at.toISOString(),
    })),
    next_cursor: last ? writeCursor([last.received_msat, last.id ?? '']) : null,
    total: total.rows[0] ?? { received_msat: 0, payment_count: 0 },
  }
}

function streamsOf(showId: number, { since, until }: StreamListQuery): RawBuilder<unknown> {
  const from = since === undefined ? sql`` : sql` and settled_at >= ${since}`
  const to = until === undefined ? sql`` : sql` and settled_at < ${until}`
  return sql`from payments where show_id = ${showId} and action = 'stream' and not set_aside${from}${to}`
}

/** One minute of one listener, however many wallets its payment went to. */
const MINUTE = sql`case when position_s is not null
  then coalesce(episode_id::text, '') || ' ' || coalesce(supporter_id::text, sender_id, app, '') || ' ' || position_s / 60 end`

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
    after === null
      ? sql``
      : sql`where (received_msat, coalesce(sums.id::text, '')) < (${after[0]}, ${after[1]})`
  return sql<Row>`
    select sums.*, named.${label} as label from (
      select ${column} as id, coalesce(sum(amount_msat), 0)::bigint as received_msat, count(*)::integer as payment_count,
        nullif(count(distinct ${MINUTE}), 0)::integer as minutes, max(settled_at) as last_at
      ${streams} group by ${column}
    ) sums
    left join ${table} named on named.id = sums.id
    ${from}
    order by received_msat desc, coalesce(sums.id::text, '') desc limit ${limit}`
}
