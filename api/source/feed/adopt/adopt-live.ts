import { randomUUIDv7 } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { joinLive } from '#api/source/feed/adopt/join-live.ts'
import type { ReadLiveItem } from '#api/source/feed/read/read-feed.ts'
import { decide } from '#api/task/begin-task.ts'
import { indexable } from '#db/query/index-key.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'
import type { LiveItem } from '#db/schema/live.ts'

/**
 * Takes over what a feed says of shows that are on the air while they are made: each has an episode by its guid, that what is sent during it
 * belongs to; once the episode is published it is joined with that.
 * @returns tasks to be finished
 */
export async function adoptLive(
  ctx: Pick<Context, 'db' | 'now'>,
  showId: number,
  said: readonly ReadLiveItem[],
): Promise<string[]> {
  const known = await ctx.db
    .selectFrom('live_items')
    .select('key')
    .where('show_id', '=', showId)
    .executeTakeFirst()
  if (said.length === 0 && !known) return []
  return await decide(ctx.db, async (trx) => {
    await lockKeys(trx, 'episodes', [String(showId)])
    const before = await trx.selectFrom('live_items').selectAll().where('show_id', '=', showId).execute()
    const byKey = new Map(before.map((item) => [item.key, item]))
    const each = new Map(said.map((item) => [indexable(item.guid), item]))
    for (const [key, item] of each)
      await writeLive(trx, showId, { key, item, known: byKey.get(key) }, ctx.now())
    // What the feed has no more is over.
    await trx
      .updateTable('live_items')
      .set({ in_feed: false, status: 'ended', ended_at: sql<Date>`coalesce(ended_at, ${ctx.now()})` })
      .where('show_id', '=', showId)
      .where('in_feed', '=', true)
      .where(sql<boolean>`not (key = any(${[...each.keys()]}::text[]))`)
      .execute()
    await notifyLive(trx, { kind: 'live-items' })
    return await joinLive(trx, showId, ctx.now())
  })
}

async function writeLive(
  trx: Transaction<DB>,
  showId: number,
  { key, item, known }: { key: string; item: ReadLiveItem; known: LiveItem | undefined },
  now: Date,
): Promise<void> {
  const { title, status, start_at, end_at, event_url, enclosure_url } = item
  const event_guid = item.event_guid === null ? (known?.event_guid ?? null) : indexable(item.event_guid)
  const episode_id = known?.episode_id ?? (await findOrMake(trx, showId, key, item))
  const says = {
    title,
    status,
    start_at,
    end_at,
    enclosure_url,
    event_url: event_url ?? known?.event_url ?? null,
    event_guid,
    event_since: known && known.event_guid === event_guid ? known.event_since : now,
    in_feed: true,
    began_at: known?.began_at ?? (status === 'live' ? now : null),
    ended_at: status === 'ended' ? (known?.ended_at ?? now) : null,
  }
  await trx
    .insertInto('live_items')
    .values({ show_id: showId, key, episode_id, ...says })
    .onConflict((conflict) => conflict.columns(['show_id', 'key']).doUpdateSet(says))
    .execute()
}

/** The episode that payments named by its guid already, or a new one. */
async function findOrMake(
  trx: Transaction<DB>,
  showId: number,
  key: string,
  { title }: ReadLiveItem,
): Promise<string> {
  const named = await trx
    .selectFrom('episode_names')
    .select('episode_id')
    .where('show_id', '=', showId)
    .where('kind', '=', 'guid')
    .where('value', '=', key)
    .executeTakeFirst()
  if (named?.episode_id) {
    await trx
      .updateTable('episodes')
      .set({ title: sql<string | null>`coalesce(title, ${title})`, provisional: false })
      .where('id', '=', named.episode_id)
      .where('provisional', '=', true)
      .execute()
    return named.episode_id
  }
  const id = randomUUIDv7()
  await trx
    .insertInto('episodes')
    .values({ id, show_id: showId, title, published_at: null, provisional: false })
    .execute()
  await trx
    .insertInto('episode_names')
    .values({ show_id: showId, kind: 'guid', value: key, episode_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}
