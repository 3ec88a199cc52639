import { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { PublicMessage } from '#api/contract/public.ts'
import { unitOf } from '#api/metaboost/post/units.ts'
import { Refusal } from '#api/metaboost/refusal.ts'
import { findOpenShows } from '#api/metaboost/show/find-open-shows.ts'
import { findPublicShow } from '#api/public/read/find-public-show.ts'
import { pageMessages } from '#api/public/read/list-messages.ts'
import { anyOf } from '#db/query/any-of.ts'
import { indexable } from '#db/query/index-key.ts'

/** Which page of them; what cannot be one is the first, or the usual length. */
export const messagesQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  limit: z.coerce.number().int().min(1).max(100).catch(50),
})

type Asked = z.output<typeof messagesQuery> & { slug: string; channel?: string; item?: string }

/**
 * The messages that a show publishes, in the standard's shape: of the whole show, of the channel with its guid, or of one item.
 * @returns with the show's slug
 * @throws Refusal not_found, AppError not-found where the show publishes nothing
 */
export async function listPublicMessages({ db }: Pick<Context, 'db'>, asked: Asked) {
  const { slug, channel, item, page, limit } = asked
  const open = (await findOpenShows(db, [slug])).get(slug)
  if (!open || (channel !== undefined && !open.guids.includes(channel.toLowerCase())))
    throw new Refusal('not_found', 'No show publishes messages at this address.')
  const { show, privacy } = await findPublicShow(db, slug)
  const episode = item === undefined ? null : await findItem(db, show.id, item)
  const { messages, total } = await pageMessages(db, privacy, {
    showId: show.id,
    ...(episode ? { episodeId: episode.id } : {}),
    limit,
    offset: (page - 1) * limit,
  })
  const [guids, items] = await Promise.all([loadGuids(db, messages), loadItems(db, messages)])
  return {
    show: show.slug,
    messages: messages.map((message) => ({
      id: message.id,
      // As the app knows it that posted it.
      messageGuid: guids.get(message.id) ?? message.id,
      ...amountOf(message),
      appName: message.app,
      senderName: message.supporter.name,
      body: message.message,
      createdAt: message.sent_at,
      breadcrumbContext: crumb(message, item === undefined ? 'channel' : 'item'),
    })),
    page,
    limit,
    total,
    totalPages: Math.max(1, Math.ceil(total / limit)),
  }

  function crumb({ episode: of }: PublicMessage, at: 'channel' | 'item') {
    if (!of) return null
    return {
      level: 'item',
      podcastGuid: open?.guids[0] ?? null,
      podcastLabel: show.title,
      itemGuid: items.get(of.id) ?? null,
      itemLabel: of.title,
      isSubBucket: at === 'channel',
    }
  }
}

/** In the smallest unit; null where the show publishes none. */
function amountOf({ counted_msat, fiat }: PublicMessage) {
  if (fiat)
    return { currency: fiat.currency, amount: String(fiat.amount_minor), amountUnit: unitOf(fiat.currency) }
  if (counted_msat === null) return { currency: null, amount: null, amountUnit: null }
  return { currency: 'BTC', amount: String(Math.floor(counted_msat / 1000)), amountUnit: unitOf('BTC') }
}

async function findItem(db: Context['db'], showId: number, guid: string): Promise<{ id: string }> {
  const found = guid.includes('\0')
    ? undefined
    : await db
        .selectFrom('episode_names')
        .innerJoin('episodes', 'episodes.id', 'episode_names.episode_id')
        .select('episodes.id')
        .where('episode_names.show_id', '=', showId)
        .where('kind', '=', 'guid')
        .where('value', '=', indexable(guid))
        .where('provisional', '=', false)
        .executeTakeFirst()
  if (!found) throw new Refusal('not_found', 'The show has no such item.')
  return found
}

/** The ids that apps were given, by boost. */
async function loadGuids(
  db: Context['db'],
  messages: readonly PublicMessage[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('claims')
    .select(['boost_id', 'ref'])
    .where('boost_id', '=', anyOf(messages.map(({ id }) => id)))
    .where('route', '=', 'metaboost')
    .execute()
  return new Map(rows.flatMap(({ boost_id, ref }) => (boost_id === null ? [] : [[boost_id, ref]])))
}

/** The feed's guids of the episodes that messages are of. */
async function loadItems(
  db: Context['db'],
  messages: readonly PublicMessage[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('episode_names')
    .select(['episode_id', 'value'])
    .where('kind', '=', 'guid')
    .where('episode_id', '=', anyOf(messages.flatMap(({ episode }) => episode?.id ?? [])))
    .execute()
  return new Map(rows.flatMap(({ episode_id, value }) => (episode_id === null ? [] : [[episode_id, value]])))
}
