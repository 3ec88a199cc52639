import { findBoostId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import type { PublicMessagePage } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { describeShow, findPublicShow } from '#api/public/read/find-public-show.ts'
import { findMessage } from '#api/public/read/list-messages.ts'
import { readEpisodeLooks, readWays } from '#api/public/read/read-ways.ts'

/** One message that strangers may read, by any id that its boost had. @throws AppError not-found, also where it is not public */
export async function readPublicMessage(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
  id: string,
): Promise<PublicMessagePage> {
  const { show, privacy } = await findPublicShow(db, slug)
  const boostId = await findBoostId(db, id)
  const message = boostId && (await findMessage(db, privacy, { showId: show.id, boostId }))
  if (!message) throw new AppError('not-found', 'There is no such message of this show.')
  const { artwork } = message.episode
    ? await readEpisodeLooks(db, show, message.episode.id)
    : await readWays(db, show, [])
  return {
    show: describeShow(show, privacy),
    listed: privacy.settings.listed,
    as_of: now().toISOString(),
    artwork,
    message,
  }
}
