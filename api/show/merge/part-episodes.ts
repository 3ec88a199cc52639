import { type Kysely, sql, type Transaction } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'
import type { BeforeJoin } from '#db/schema/show.ts'

type Join = { id: string; survivor: string; gone: string; before: BeforeJoin }

/**
 * Undoes that two episodes became one: names, items of the feed and ids are each one's again at once; payments, boosts, claims and goals
 * follow in batches, those too that came meanwhile. A live show among the two is joined by no rule again.
 * @returns the id of the episode that is there again
 * @throws AppError not-found, conflict where the episode became one with another since
 */
export async function partEpisodes(
  ctx: Pick<Context, 'db' | 'tasks'>,
  episode: string,
  joinId: string,
): Promise<string> {
  const { gone, task } = await decide(ctx.db, async (trx) => {
    const join = await findJoin(trx, episode, joinId)
    await trx
      .deleteFrom('tasks')
      .where(sql`work ->> 'kind'`, '=', 'move-episode')
      .where(sql`work ->> 'from'`, '=', join.gone)
      .execute()
    await bringBack(trx, join)
    await giveFeed(trx, join)
    await giveNames(trx, join)
    await trx
      .updateTable('live_items')
      .set({ alone: true })
      .where('episode_id', 'in', [join.gone, join.survivor, ...join.before.gone.aliases])
      .execute()
    await trx.updateTable('episode_joins').set({ parting: true }).where('id', '=', join.id).execute()
    return { ...join, task: await beginTask(trx, { kind: 'part-episode', join: join.id, after: null }) }
  })
  await ctx.tasks.finish([task])
  return gone
}

async function findJoin(trx: Kysely<DB>, episode: string, id: string): Promise<Join> {
  const now = await findEpisodeId(trx, episode)
  const row = await trx
    .selectFrom('episode_joins')
    .select(['id', 'survivor', 'gone', 'before', 'parting'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const join = orNotFound(row, 'join of episodes with this id')
  const survivor = await findEpisodeId(trx, join.survivor)
  if (survivor !== now || join.parting)
    throw new AppError('not-found', 'There is no join of episodes with this id.')
  if (survivor !== join.survivor || (await isJoinedSince(trx, join)))
    throw new AppError('conflict', 'This episode became one with another since. Undo that first.')
  return join
}

/** Whether it was joined with a third one later, which could be undone first. */
async function isJoinedSince(trx: Kysely<DB>, { id, survivor }: Join): Promise<boolean> {
  const { rows } = await sql`
    select from episode_joins later join episode_joins own on own.id = ${id}
    where later.survivor = ${survivor} and later.id > own.id and not later.parting limit 1`.execute(trx)
  return rows.length > 0
}

/** The one that ended is there again, and the other says what it said, as far as nobody said otherwise since. */
async function bringBack(trx: Transaction<DB>, { survivor, gone, before }: Join): Promise<void> {
  const was = before.gone
  await sql`
    insert into episodes (id, show_id, title, published_at, duration_s, provisional, created_at)
    select ${gone}::uuid, show_id, ${was.title}, ${was.published_at}::timestamptz, ${was.duration_s}::integer,
      ${was.provisional}, ${was.created_at}::timestamptz
    from episodes where id = ${survivor}
    on conflict (id) do nothing`.execute(trx)
  await trx.deleteFrom('episode_aliases').where('id', '=', gone).execute()
  await sql`
    update episode_aliases set episode_id = ${gone}
    where episode_id = ${survivor} and id = any(${was.aliases}::uuid[])`.execute(trx)
  const { survivor: own, joined } = before
  await sql`
    update episodes set
      title = case when title is not distinct from ${joined.title} then ${own.title} else title end,
      published_at = case when published_at is not distinct from ${joined.published_at}::timestamptz
        then ${own.published_at}::timestamptz else published_at end,
      duration_s = case when duration_s is not distinct from ${joined.duration_s}::integer
        then ${own.duration_s}::integer else duration_s end,
      provisional = provisional and ${own.provisional}
    where id = ${survivor}`.execute(trx)
}

/** Each is called what it was called, and as the feed says. What else either was called since is learned anew from what names it. */
async function giveNames(trx: Transaction<DB>, { survivor, gone, before }: Join): Promise<void> {
  const listed = (names: BeforeJoin['survivorNames']) =>
    sql`(select kind, value from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as name(kind text, value text))`
  const said = (episode: string) => sql`exists (
    select from feed_items i where i.episode_id = ${episode} and (i.key = own.value or lower(i.title) = lower(own.value)))`
  await sql`
    update episode_names own set episode_id = ${gone}
    where episode_id = ${survivor} and (kind, value) not in ${listed(before.survivorNames)}
      and ((kind, value) in ${listed(before.gone.names)} or ${said(gone)})`.execute(trx)
  await sql`
    delete from episode_names own
    where episode_id = ${survivor} and (kind, value) not in ${listed(before.survivorNames)} and not ${said(survivor)}`.execute(
    trx,
  )
}

/** The feed's word goes with the one that it was said of. */
async function giveFeed(trx: Transaction<DB>, { survivor, gone, before }: Join): Promise<void> {
  await sql`
    update feed_items set episode_id = ${gone}
    where episode_id = ${survivor} and key = any(${before.gone.items}::text[])`.execute(trx)
  for (const table of before.carried)
    await sql`update ${sql.table(table)} set episode_id = ${gone} where episode_id = ${survivor}`.execute(trx)
  // What the feed said of it meanwhile.
  await sql`
    update episodes set title = coalesce(i.title, episodes.title), published_at = coalesce(i.published_at, episodes.published_at)
    from feed_items i where i.episode_id = ${gone} and episodes.id = ${gone} and i.in_feed`.execute(trx)
}
