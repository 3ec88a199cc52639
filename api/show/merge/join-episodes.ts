import { randomUUIDv7 } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { mergeEpisodesIn } from '#api/show/merge/merge-episodes-in.ts'
import type { DB } from '#db/schema/index.ts'
import type { BeforeJoin, JoinReason } from '#db/schema/show.ts'

type Why = { why: JoinReason; apart_s?: number | null; now: Date }

/**
 * Makes two episodes one, and notes what each was, so that it can be undone (`part-episodes.ts`).
 * @returns the survivor's id, and the task that moves payments to it
 */
export async function joinEpisodes(
  trx: Transaction<DB>,
  one: string,
  other: string,
  { why, apart_s = null, now }: Why,
): Promise<{ survivor: string; task: string }> {
  const before = new Map([
    [one, await loadEpisode(trx, one)],
    [other, await loadEpisode(trx, other)],
  ])
  const { survivor, task } = await mergeEpisodesIn(trx, one, other)
  const gone = survivor === one ? other : one
  const [kept, ended] = [before.get(survivor), before.get(gone)]
  if (!kept || !ended) return { survivor, task }
  if (ended.own.items.length > 0 && kept.own.items.length === 0) await sayAsFeed(trx, survivor, ended.said)
  const carried = (['value_recipients', 'value_time_splits'] as const).filter(
    (table) => ended[table] && !kept[table],
  )
  const noted: BeforeJoin = {
    survivor: kept.said,
    joined: (await loadEpisode(trx, survivor)).said,
    gone: { ...ended.said, ...ended.own },
    carried,
    survivorNames: kept.own.names,
  }
  const id = randomUUIDv7()
  await trx
    .insertInto('episode_joins')
    .values({
      id,
      show_id: kept.show_id,
      survivor,
      gone,
      why,
      apart_s,
      joined_at: now,
      before: JSON.stringify(noted),
    })
    .execute()
  await noteRows(trx, id, gone)
  return { survivor, task }
}

/** What is published goes by its own name, also where the live show of it is the older one and stays. */
async function sayAsFeed(
  trx: Transaction<DB>,
  survivor: string,
  { title, published_at, duration_s }: Loaded['said'],
): Promise<void> {
  await sql`
    update episodes set title = coalesce(${title}, title),
      published_at = coalesce(${published_at}::timestamptz, published_at), duration_s = coalesce(${duration_s}::integer, duration_s)
    where id = ${survivor}`.execute(trx)
}

type Loaded = {
  show_id: number
  said: BeforeJoin['survivor']
  own: Pick<BeforeJoin['gone'], 'created_at' | 'names' | 'aliases' | 'items'>
  value_recipients: boolean
  value_time_splits: boolean
}

async function loadEpisode(trx: Transaction<DB>, id: string): Promise<Loaded> {
  const { rows } = await sql<Loaded>`
    select show_id, json_build_object('title', title, 'published_at', published_at, 'duration_s', duration_s,
        'provisional', provisional) as said,
      json_build_object('created_at', created_at,
        'names', coalesce((select json_agg(json_build_object('kind', kind, 'value', value) order by kind, value)
          from episode_names where episode_id = e.id), '[]'),
        'aliases', coalesce((select json_agg(a.id) from episode_aliases a where a.episode_id = e.id), '[]'),
        'items', coalesce((select json_agg(key) from feed_items where episode_id = e.id), '[]')) as own,
      exists (select from value_recipients where episode_id = e.id) as value_recipients,
      exists (select from value_time_splits where episode_id = e.id) as value_time_splits
    from episodes e where id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('An episode that is to be joined is not there')
  return row
}

/** What belongs to the one that ends, before it is moved. */
async function noteRows(trx: Transaction<DB>, join: string, gone: string): Promise<void> {
  await sql`
    insert into episode_join_rows (join_id, kind, id)
    select ${join}::uuid, kind, id from (
      select 'payment' as kind, id from payments where episode_id = ${gone}
      union all select 'named', id from payments where episode_id = ${gone} and named_episode_id = ${gone}
      union all select 'boost', id from boosts where episode_id = ${gone}
      union all select 'claim', id from claims where episode_id = ${gone}
      union all select 'goal', id from goals where episode_id = ${gone}
    ) its`.execute(trx)
}
