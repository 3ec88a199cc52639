import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { readBoost } from '#api/boost/detail/read-boost.ts'
import type { Context } from '#api/context.ts'
import { idField, type Page } from '#api/contract/common.ts'
import type {
  BoostReplies,
  ReplyJson,
  ReplyListQuery,
  ReplyState,
  SegmentReplies,
} from '#api/contract/reply.ts'
import { orNotFound } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import { mayPay } from '#api/reply/make/may-pay.ts'
import { readAskFrom } from '#api/reply/purse/purse.ts'
import { findRecipient } from '#api/reply/recipient/find-recipient.ts'
import { findShow } from '#api/show/find-show.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

const cursorSchema = z.tuple([z.iso.datetime(), idField])

/** Replies, the newest first. */
export async function listReplies(
  db: Kysely<DB>,
  { show, state, since, until, limit, cursor }: ReplyListQuery,
): Promise<Page<ReplyJson>> {
  let wanted = selectReplies(db)
  if (show !== undefined) wanted = wanted.where('replies.show_id', '=', (await findShow(db, show)).id)
  if (state !== undefined) wanted = wanted.where('replies.state', '=', state)
  if (since !== undefined) wanted = wanted.where('replies.settled_at', '>=', since)
  if (until !== undefined) wanted = wanted.where('replies.settled_at', '<', until)
  if (cursor !== undefined) {
    const [at, id] = readCursor(cursorSchema, cursor)
    wanted = wanted.where(
      sql<boolean>`(date_trunc('milliseconds', replies.made_at), replies.id) < (${at}::timestamptz, ${id}::uuid)`,
    )
  }
  const rows = await wanted
    .orderBy(sql`date_trunc('milliseconds', replies.made_at)`, 'desc')
    .orderBy('replies.id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(replyAsJson)
  const last = items.at(-1)
  return { items, next_cursor: rows.length > limit && last ? writeCursor([last.made_at, last.id]) : null }
}

/** The replies to a boost, and where one would go. @throws AppError not-found */
export async function readBoostReplies(
  { db }: Pick<Context, 'db'>,
  boostId: string,
  actor: Actor,
): Promise<BoostReplies> {
  const boost = await readBoost(db, boostId)
  const aliases = await db.selectFrom('boost_aliases').select('id').where('boost_id', '=', boost.id).execute()
  const rows = await selectReplies(db)
    .where('replies.boost_id', 'in', [boost.id, ...aliases.map(({ id }) => id)])
    .orderBy('made_at', 'desc')
    .execute()
  const to = await findRecipient(db, { id: boost.id, supporter_id: boost.supporter.id })
  return {
    items: rows.map(replyAsJson),
    recipient: to?.recipient ?? null,
    ask_from_sats: await readAskFrom(db),
    asks: !mayPay(actor),
  }
}

const SHOWN = 50

/** How the replies to those who were read in a segment stand. @throws AppError not-found */
export async function readSegmentReplies(db: Kysely<DB>, segmentId: string): Promise<SegmentReplies> {
  const segment = await db.selectFrom('segments').select('id').where('id', '=', segmentId).executeTakeFirst()
  orNotFound(segment, 'segment with this id')
  const { rows: last } = await sql<{ id: string; state: ReplyState; msat: number }>`
    select distinct on (coalesce(a.boost_id, r.boost_id)) r.id, r.state,
      (r.amount_msat + coalesce(r.fee_msat, 0))::float8 as msat
    from replies r left join boost_aliases a on a.id = r.boost_id
    where coalesce(a.boost_id, r.boost_id) in (
      select coalesce(now.boost_id, i.boost_id) from segment_items i left join boost_aliases now on now.id = i.boost_id
      where i.segment_id = ${segmentId} and i.status = 'read')
    order by coalesce(a.boost_id, r.boost_id), r.made_at desc, r.id desc`.execute(db)
  const of = (...states: ReplyState[]) => last.filter(({ state }) => states.includes(state))
  const told = of('failed', 'uncertain').map(({ id }) => id)
  const rows = await selectReplies(db)
    .where('replies.id', '=', anyOf(told))
    .orderBy('made_at', 'desc')
    .orderBy('replies.id')
    .limit(SHOWN)
    .execute()
  return {
    sent: of('sent').length,
    sent_msat: of('sent').reduce((sum, { msat }) => sum + msat, 0),
    under_way: of('asked', 'waiting', 'paying').length,
    failed: of('failed').length,
    uncertain: of('uncertain').length,
    items: rows.map(replyAsJson),
    ask_from_sats: await readAskFrom(db),
  }
}

/** What is shown as answered. */
const ANSWERED_DAYS = 90
const MOST_ANSWERED = 2_000

/** Boosts that somebody answered lately, or will be once it is paid, by the ids that they have now. */
export async function listAnswered(db: Kysely<DB>, now: Date): Promise<{ boost_ids: string[] }> {
  const rows = await db
    .selectFrom('replies')
    .leftJoin('boost_aliases', 'boost_aliases.id', 'replies.boost_id')
    .select((row) => row.fn.coalesce('boost_aliases.boost_id', 'replies.boost_id').as('boost_id'))
    // Of one whose end nobody knows it is not said that it was.
    .where('state', 'not in', ['failed', 'refused', 'uncertain'])
    .where('made_at', '>', new Date(now.getTime() - ANSWERED_DAYS * 86_400_000))
    .orderBy('made_at', 'desc')
    .limit(MOST_ANSWERED)
    .execute()
  return { boost_ids: [...new Set(rows.map(({ boost_id }) => boost_id))] }
}

/** @throws AppError not-found */
export async function readReply(db: Kysely<DB>, id: string): Promise<ReplyJson> {
  const row = await selectReplies(db).where('replies.id', '=', id).executeTakeFirst()
  return replyAsJson(orNotFound(row, 'reply with this id'))
}

function selectReplies(db: Kysely<DB>) {
  return db
    .selectFrom('replies')
    .leftJoin('shows', 'shows.id', 'replies.show_id')
    .selectAll('replies')
    .select(['shows.slug', 'shows.title'])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectReplies>['executeTakeFirstOrThrow']>>

function replyAsJson(row: Row): ReplyJson {
  const { slug, title } = row
  return {
    id: row.id,
    boost_id: row.boost_id,
    show: slug === null || title === null ? null : { slug, title },
    supporter: { id: row.supporter_id, name: row.supporter_name },
    recipient: row.recipient,
    amount_msat: row.amount_msat,
    fee_msat: row.fee_msat,
    message: row.message,
    state: row.state,
    answer: row.answer,
    payment_hash: row.payment_hash?.toString('hex') ?? null,
    made_by: row.made_by,
    made_at: row.made_at.toISOString(),
    approved_by: row.approved_by,
    settled_at: row.settled_at?.toISOString() ?? null,
  }
}
