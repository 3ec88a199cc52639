import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#api/context.ts'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { storableText } from '#api/metadata/text.ts'
import { BATCH } from '#db/query/batch.ts'
import { indexable } from '#db/query/index-key.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import { ownsEvent } from '#db/query/owns-event.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

type Means = Pick<Context, 'db' | 'fetcher' | 'log' | 'now' | 'stopping'>
type Due = { event_guid: string; event_url: string }

/** So long after its end what a live show put on is still asked for. */
const AFTER = '1 hour'
const PATIENCE_MS = 10_000
const LARGEST = 5 * 1024 * 1024
const MOST_BLOCKS = 1_000

/** As The Split Kit's own pages read it, with what is needed of it; a block may be a hole in the list. */
const eventSchema = z.object({
  blocks: z.array(z.object({ blockGuid: z.string(), title: z.string() }).nullable().catch(null)),
})

/**
 * Asks The Split Kit for what a show's live events put on, by the server that its feed names: boosts that say no more than which block was
 * on get its title. What cannot be had is left: nothing else waits for it.
 */
export async function askEvents(ctx: Means, showId: number): Promise<void> {
  for (const due of await loadDue(ctx.db, showId, ctx.now())) {
    if (ctx.stopping.aborted) return
    try {
      const isNew = await writeBlocks(ctx.db, due.event_guid, await fetchBlocks(ctx, due), ctx.now())
      if (isNew) await nameAnew(ctx.db, showId, due.event_guid)
    } catch (error) {
      if (!ctx.stopping.aborted)
        ctx.log.warn({ err: error }, 'what a live event puts on could not be asked for')
    }
  }
}

async function loadDue(db: Kysely<DB>, showId: number, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select distinct on (event_guid) event_guid, event_url from live_items l
    where show_id = ${showId} and event_guid is not null and event_url is not null
      and ${ownsEvent('l')} and (status = 'live' or ended_at > ${now}::timestamptz - ${AFTER}::interval)
    order by event_guid, in_feed desc limit 5`.execute(db)
  return rows
}

type Block = { block_guid: string; title: string }

async function fetchBlocks({ fetcher, stopping }: Means, { event_guid, event_url }: Due): Promise<Block[]> {
  const url = new URL('/api/sk/getblocks', event_url)
  url.searchParams.set('guid', event_guid)
  const { status, body } = await fetcher(url.href, {
    secured: true,
    maxBody: LARGEST,
    timeoutMs: PATIENCE_MS,
    signal: stopping,
    headers: { Accept: 'application/json' },
  })
  if (status !== 200) throw new Error(`It answers ${status}`)
  const { blocks } = eventSchema.parse(JSON.parse(body.toString()))
  const named = blocks.slice(0, MOST_BLOCKS).flatMap((block) => {
    const title = storableText(block?.title ?? '')
      .trim()
      .slice(0, 500)
    // What The Split Kit writes into a block that nobody named yet.
    if (!block || title === '' || title === 'Title - click to edit') return []
    return [{ block_guid: indexable(storableText(block.blockGuid)), title: title.toWellFormed() }]
  })
  return [...new Map(named.map((block) => [block.block_guid, block])).values()]
}

/** @returns whether one of them was not known, or is called otherwise */
async function writeBlocks(
  db: Kysely<DB>,
  event_guid: string,
  blocks: readonly Block[],
  now: Date,
): Promise<boolean> {
  const known = await db
    .selectFrom('live_blocks')
    .select(['block_guid', 'title'])
    .where('event_guid', '=', event_guid)
    .execute()
  const titles = new Map(known.map(({ block_guid, title }) => [block_guid, title]))
  const changed = blocks.filter(({ block_guid, title }) => titles.get(block_guid) !== title)
  if (changed.length === 0) return false
  await db.transaction().execute(async (trx) => {
    await sql`
      delete from live_blocks where event_guid = ${event_guid}
        and block_guid = any(${changed.map(({ block_guid }) => block_guid)}::text[])`.execute(trx)
    const rows = changed.map((block) => ({ ...block, event_guid, seen_at: now.toISOString() }))
    await insertRows(trx, 'live_blocks', ['event_guid', 'block_guid', 'title', 'seen_at'], rows)
  })
  return true
}

/** Payments of the live show that came before it was known what was on. */
async function nameAnew(db: Kysely<DB>, showId: number, event_guid: string): Promise<void> {
  await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ id: string }>`
        select p.id from payments p
        where p.playing is null and p.has_metadata and p.refund_of is null and p.episode_id in (
          select coalesce(a.episode_id, l.episode_id) from live_items l left join episode_aliases a on a.id = l.episode_id
          where l.show_id = ${showId} and l.event_guid = ${event_guid})
        order by p.settled_at desc limit ${BATCH}`.execute(trx)
      await refreshPayments(
        trx,
        rows.map(({ id }) => id),
      )
    }),
  )
}
