import type { Kysely } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import type { PublicFollow } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { wordsIn } from '#api/language/words.ts'
import { findPublicShow } from '#api/public/read/find-public-show.ts'
import { listMessages } from '#api/public/read/list-messages.ts'
import { readEpisodeLooks, readWays } from '#api/public/read/read-ways.ts'
import type { DB } from '#db/schema/index.ts'

const MESSAGES = 50

/**
 * The newest messages that a show publishes, or those of an episode, for who follows them.
 * @param id of the episode; null: all of the show
 * @throws AppError not-found
 */
export async function readFollow(db: Kysely<DB>, slug: string, id: string | null): Promise<PublicFollow> {
  const { show, privacy } = await findPublicShow(db, slug)
  const { language } = privacy.settings
  const { t } = wordsIn(language)
  const episode = id === null ? null : await findEpisode(id)
  const { artwork } = episode ? await readEpisodeLooks(db, show, episode.id) : await readWays(db, show, [])
  return {
    slug: show.slug,
    show_title: show.title,
    language,
    title: episode
      ? t('follow.episode', { episode: episode.title ?? t('episode.an'), title: show.title })
      : t('follow.show', { title: show.title }),
    path: episode ? `/s/${show.slug}/e/${episode.id}` : `/s/${show.slug}`,
    artwork,
    since: show.created_at.toISOString(),
    messages: await listMessages(db, privacy, {
      showId: show.id,
      ...(episode ? { episodeId: episode.id } : {}),
      limit: MESSAGES,
      newest: true,
    }),
  }

  async function findEpisode(wanted: string) {
    const found = await db
      .selectFrom('episodes')
      .select(['id', 'title'])
      .where('show_id', '=', show.id)
      .where('provisional', '=', false)
      .where('id', '=', await findEpisodeId(db, wanted))
      .executeTakeFirst()
    if (!found) throw new AppError('not-found', 'There is no such episode of this show.')
    return found
  }
}
