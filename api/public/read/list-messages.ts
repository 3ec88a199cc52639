import { type Kysely, sql } from 'kysely'
import { type BoostRow, selectBoosts } from '#api/boost/select-boosts.ts'
import type { PublicMessage } from '#api/contract/public.ts'
import { fiatAmount } from '#api/http/refs.ts'
import { mayBeShown } from '#api/public/read/may-be-shown.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import type { DB } from '#db/schema/index.ts'

export type MessageChoice = {
  showId: number
  episodeId?: string
  supporterId?: string
  boostId?: string
  limit: number
  /** The latest first, of an episode too. */
  newest?: boolean
  /** Of these days, and the largest first. */
  year?: { from: string; to: string; timeZone: string }
}

/**
 * The messages that strangers may read: none that is hidden, of someone hidden or of the team, and, where the show wants it so, none
 * that was not read on air, in an episode that has come out. Of an episode in order of position, else the latest first.
 */
export async function listMessages(
  db: Kysely<DB>,
  privacy: Privacy,
  { limit, newest = false, year, ...choice }: MessageChoice,
): Promise<PublicMessage[]> {
  if (privacy.settings.messages === 'never') return []
  const wanted = selectMessages(db, privacy, choice).limit(limit)
  if (year) return (await largestOf(wanted, year).execute()).map((row) => asMessage(row, privacy))
  const ordered =
    newest || choice.episodeId === undefined
      ? latestFirst(wanted, privacy)
      : wanted
          .orderBy('boosts.position_s', (order) => order.asc().nullsLast())
          .orderBy('boosts.sent_at')
          .orderBy('boosts.id')
  const rows = await ordered.execute()
  return rows.map((row) => asMessage(row, privacy))
}

/** One of the same messages; null where it is none of them. */
export async function findMessage(
  db: Kysely<DB>,
  privacy: Privacy,
  choice: { showId: number; boostId: string },
): Promise<PublicMessage | null> {
  if (privacy.settings.messages === 'never') return null
  const row = await selectMessages(db, privacy, choice).executeTakeFirst()
  return row ? asMessage(row, privacy) : null
}

/** A part of the same messages, the latest first, and how many there are in all. */
export async function pageMessages(
  db: Kysely<DB>,
  privacy: Privacy,
  { limit, offset, ...choice }: MessageChoice & { offset: number },
): Promise<{ messages: PublicMessage[]; total: number }> {
  if (privacy.settings.messages === 'never') return { messages: [], total: 0 }
  const wanted = selectMessages(db, privacy, choice)
  const rows = await latestFirst(wanted, privacy).limit(limit).offset(offset).execute()
  const { total } = await wanted
    .clearSelect()
    .select((select) => select.cast<number>(select.fn.countAll(), 'integer').as('total'))
    .executeTakeFirstOrThrow()
  return { messages: rows.map((row) => asMessage(row, privacy)), total }
}

function selectMessages(
  db: Kysely<DB>,
  { settings, unaired }: Privacy,
  { showId, episodeId, supporterId, boostId }: Omit<MessageChoice, 'limit'>,
): ReturnType<typeof selectBoosts> {
  let wanted = selectBoosts(db)
    .where('boosts.show_id', '=', showId)
    .where('boosts.message', 'is not', null)
    .where(mayBeShown)
  if (settings.messages === 'after_read')
    wanted = wanted.where('boosts.read_at', 'is not', null).where(isAired(showId, unaired))
  if (supporterId !== undefined) wanted = wanted.where('boosts.supporter_id', '=', supporterId)
  if (boostId !== undefined) wanted = wanted.where('boosts.id', '=', boostId)
  if (episodeId !== undefined) wanted = wanted.where('boosts.episode_id', '=', episodeId)
  return wanted
}

/** What is read in an open segment may be a slip, and airs later; so does what was read for an episode that is not out. */
function isAired(showId: number, unaired: readonly string[]) {
  return sql<boolean>`boosts.id not in (
    select coalesce(a.boost_id, i.boost_id)
    from segments s
    join segment_items i on i.segment_id = s.id and i.status = 'read'
    left join boost_aliases a on a.id = i.boost_id
    where s.show_id = ${showId} and (s.closed_at is null or s.id = any(${unaired}::uuid[])))`
}

function largestOf(
  wanted: ReturnType<typeof selectBoosts>,
  { from, to, timeZone }: NonNullable<MessageChoice['year']>,
) {
  return wanted
    .where('boosts.sent_at', '>=', sql<Date>`${from}::timestamp at time zone ${timeZone}`)
    .where('boosts.sent_at', '<', sql<Date>`(${to}::timestamp + interval '1 day') at time zone ${timeZone}`)
    .orderBy('boosts.size_order', 'desc')
    .orderBy('boosts.id')
}

function latestFirst(wanted: ReturnType<typeof selectBoosts>, { settings }: Privacy) {
  return wanted
    .orderBy(settings.messages === 'after_read' ? 'boosts.read_at' : 'boosts.sent_at', 'desc')
    .orderBy('boosts.id', 'desc')
}

function asMessage(row: BoostRow, { settings, amount, supporter }: Privacy): PublicMessage {
  return {
    id: row.id,
    message: row.message ?? '',
    supporter: supporter(row.supporter_id, row.supporter_name),
    counted_msat: row.free || row.fiat_currency !== null ? null : amount(row.counted_msat),
    fiat:
      settings.fiat && settings.amounts !== 'none'
        ? fiatAmount(row.fiat_amount_minor, row.fiat_currency)
        : null,
    episode: row.episode_id === null ? null : { id: row.episode_id, title: row.episode_title },
    position_s: row.position_s,
    app: row.app,
    sent_at: row.sent_at.toISOString(),
  }
}
