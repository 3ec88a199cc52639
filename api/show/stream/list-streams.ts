import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { createGroupMemory, type GroupMemory } from '#api/change/group-memory.ts'
import { idField } from '#api/contract/common.ts'
import { msat, sumMsat } from '#api/contract/msat.ts'
import type { StreamListJson, StreamListQuery } from '#api/contract/show.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import { episodeRef, supporterRef } from '#api/http/refs.ts'
import type { DB } from '#db/schema/index.ts'

/** Where a page ended: received msat, and the id of the episode or supporter, '' for none. */
const placeSchema = z.tuple([z.int(), z.union([idField, z.literal('')])])

type Sum = { received_msat: number; payment_count: number; minutes: number | null; last_at: Date }
/** The id of an episode or supporter, '' for none, with what streams brought for or from it. */
type Group = Sum & { id: string }

const COLUMNS = { episode: 'episode_id', supporter: 'supporter_id' } as const

/** What streams of all time come to, by show. */
export type StreamSums = Record<StreamListQuery['group'], GroupMemory<Sum>>

/** Nothing summed yet, for one running service. */
export function createStreamSums(): StreamSums {
  // Of a payment that names nobody a receipt may, whom the feed of changes does not.
  const noneIsAll = true
  return {
    episode: createGroupMemory('episode_id'),
    supporter: createGroupMemory('supporter_id', { noneIsAll }),
  }
}

/** A page of a show's streams, summed by episode or by supporter, what brought most first. */
export async function listStreams(
  { db, streamSums }: { db: Kysely<DB>; streamSums: StreamSums },
  showId: number,
  query: StreamListQuery,
): Promise<StreamListJson> {
  const after = query.cursor === undefined ? null : readCursor(placeSchema, query.cursor)
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return await snapshot.execute(async (trx) => {
    const isAllTime = query.since === undefined && query.until === undefined
    const sums = isAllTime
      ? await streamSums[query.group].read(trx, showId, (some) => sumStreams(trx, showId, query, some))
      : await sumStreams(trx, showId, query, null)
    const groups = [...sums].map(([id, sum]) => ({ id, ...sum })).sort(compareGroups)
    const rest = after === null ? groups : groups.filter((group) => compareGroups(group, placeOf(after)) > 0)
    const { page, next_cursor } = cutPage(rest.slice(0, query.limit + 1), query.limit, (group) => [
      group.received_msat,
      group.id,
    ])
    const labels = await loadLabels(trx, query.group, page)
    return {
      items: page.map((group) => asItem(query.group, group, labels.get(group.id) ?? null)),
      next_cursor,
      total: {
        received_msat: sumMsat(groups.map((group) => msat(group.received_msat))),
        payment_count: groups.reduce((sum, group) => sum + group.payment_count, 0),
      },
    }
  })
}

/** First one minute of one listener, however many wallets its payment went to, then their sums. @param some groups; null: all */
async function sumStreams(
  trx: Kysely<DB>,
  showId: number,
  { group, since, until }: StreamListQuery,
  some: readonly string[] | null,
): Promise<Map<string, Sum>> {
  const column = sql.ref(COLUMNS[group])
  const from = since === undefined ? sql`` : sql` and settled_at >= ${since}`
  const to = until === undefined ? sql`` : sql` and settled_at < ${until}`
  const { rows } = await sql<Group>`
    with minutes as (
      select episode_id, supporter_id, position_s / 60 as minute,
        coalesce(sum(amount_msat), 0)::bigint as msat, count(*) as payments, max(settled_at) as last_at
      from (
        select p.episode_id, coalesce(p.supporter_id, told.supporter_id) as supporter_id, p.sender_id, p.app, p.position_s,
          p.amount_msat, p.settled_at
        from payments p left join claims told on told.id = p.named_by
        where p.show_id = ${showId} and p.action = 'stream' and not p.set_aside) streams
      where true${from}${to}${only(column, some)}
      group by episode_id, supporter_id, case when supporter_id is null then coalesce(sender_id, app) end, minute
    )
    select coalesce(${column}::text, '') as id, sum(msat)::bigint as received_msat, sum(payments)::integer as payment_count,
      nullif(count(minute), 0)::integer as minutes, max(last_at) as last_at
    from minutes group by ${column}`.execute(trx)
  return new Map(rows.map(({ id, ...sum }) => [id, sum]))
}

/** Those of some groups, '' being that of none. */
function only(column: RawBuilder<unknown>, some: readonly string[] | null): RawBuilder<unknown> {
  if (some === null) return sql``
  const named = sql`${column} = any(${some.filter((id) => id !== '')}::uuid[])`
  return some.includes('') ? sql` and (${named} or ${column} is null)` : sql` and ${named}`
}

/** What brought most first, then the larger id; that of none is the smallest. */
function compareGroups(
  a: Pick<Group, 'received_msat' | 'id'>,
  b: Pick<Group, 'received_msat' | 'id'>,
): number {
  return b.received_msat - a.received_msat || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

function placeOf([received_msat, id]: z.output<typeof placeSchema>) {
  return { received_msat, id }
}

async function loadLabels(
  trx: Kysely<DB>,
  group: StreamListQuery['group'],
  page: readonly Group[],
): Promise<Map<string, string | null>> {
  const ids = page.flatMap(({ id }) => (id === '' ? [] : id))
  const [table, label] = group === 'episode' ? ['episodes', 'title'] : ['supporters', 'name']
  const { rows } = await sql<{ id: string; label: string | null }>`
    select id, ${sql.ref(label ?? '')} as label from ${sql.table(table ?? '')} where id = any(${ids}::uuid[])`.execute(
    trx,
  )
  return new Map(rows.map((row) => [row.id, row.label]))
}

function asItem(group: StreamListQuery['group'], { id, last_at, ...sum }: Group, label: string | null) {
  const named = id === '' ? null : id
  return {
    episode: group === 'episode' ? episodeRef(named, label) : null,
    supporter: group === 'supporter' ? supporterRef(named, label) : null,
    received_msat: sum.received_msat,
    payment_count: sum.payment_count,
    minutes: sum.minutes,
    last_at: last_at.toISOString(),
  }
}
