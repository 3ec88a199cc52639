import { sql } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import type { PublicEpisode } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { describeShow, findPublicShow } from '#api/public/read/find-public-show.ts'
import { listMessages } from '#api/public/read/list-messages.ts'
import { mayBeShown } from '#api/public/read/may-be-shown.ts'
import { readPublicGoals } from '#api/public/read/read-goals.ts'
import { readEpisodeLooks } from '#api/public/read/read-ways.ts'
import { rankSupportersOfEpisode, sumEpisode } from '#api/public/read/sum-shows.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'

const MESSAGES = 200

/** What a show publishes of one episode. @throws AppError not-found */
export async function readPublicEpisode(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
  id: string,
): Promise<PublicEpisode> {
  const { show, privacy } = await findPublicShow(db, slug)
  const episode = await db
    .selectFrom('episodes')
    .select(['id', 'title', 'published_at', 'duration_s'])
    .where('show_id', '=', show.id)
    .where('provisional', '=', false)
    .where('id', '=', await findEpisodeId(db, id))
    .executeTakeFirst()
  if (!episode) throw new AppError('not-found', 'There is no such episode of this show.')
  await bringUpToDate(db, show.id)
  const { exact_msat: _, ...sum } = await sumEpisode(db, show.id, episode.id, privacy)
  return {
    show: describeShow(show, privacy),
    listed: privacy.settings.listed,
    as_of: now().toISOString(),
    id: episode.id,
    title: episode.title,
    published_at: episode.published_at?.toISOString() ?? null,
    duration_s: episode.duration_s,
    ...(await readEpisodeLooks(db, show, episode.id)),
    sum,
    goals: await readPublicGoals(db, show, privacy, now(), episode.id),
    first_booster: privacy.settings.names ? await readFirst() : null,
    supporters: await rankSupportersOfEpisode(db, show.id, episode.id, privacy),
    messages: await listMessages(db, privacy, { showId: show.id, episodeId: episode.id, limit: MESSAGES }),
    messages_when: privacy.settings.messages,
  }

  /** Who boosted it first; a stream is no boost, and one without a name is nobody. */
  async function readFirst(): Promise<PublicEpisode['first_booster']> {
    const { rows } = await sql<{ id: string; name: string }>`
      select s.id, s.name from boosts join supporters s on s.id = boosts.supporter_id
      where boosts.episode_id = ${episode?.id} and boosts.show_id = ${show.id} and ${mayBeShown}
      order by boosts.sent_at, boosts.id limit 1`.execute(db)
    const [first] = rows
    return first ? privacy.supporter(first.id, first.name) : null
  }
}
