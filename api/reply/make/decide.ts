import type { Context } from '#api/context.ts'
import type { ReplyJson } from '#api/contract/reply.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { readReply } from '#api/reply/list-replies.ts'
import { nameOf } from '#api/reply/make/may-pay.ts'
import { mustFit } from '#api/reply/make/must-fit.ts'

/** A wallet that knows nothing of a keysend for so long will not pay it. */
const KEYSEND_MS = 3_600_000

/**
 * Says yes or no to what a bookkeeper asked for.
 * @throws AppError not-found, conflict where it is decided; unprocessable where the day's budget does not hold what is said yes to
 */
export async function approveReply(
  ctx: Pick<Context, 'db' | 'secrets' | 'now'>,
  id: string,
  approve: boolean,
  actor: Actor,
): Promise<ReplyJson> {
  const { db } = ctx
  const asked = await db
    .selectFrom('replies')
    .select('amount_msat')
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (asked && approve)
    await mustFit(ctx, { total_msat: asked.amount_msat, count: 1, pays: true, confirmed: true })
  const decided = await db
    .updateTable('replies')
    .set({ state: approve ? 'waiting' : 'refused', approved_by: nameOf(actor) })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirst()
  const reply = await readReply(db, id)
  if (!decided) throw new AppError('conflict', 'This was decided already.')
  await notifyLive(db, { kind: 'outgoing' })
  return reply
}

/**
 * Says of a payment of which the wallet tells nothing what a person saw in it. That it was not paid can be said only once it cannot be paid
 * any more: else another reply would be the second.
 * @throws AppError not-found; conflict where it is certain, or not over yet
 */
export async function settleByHand(
  { db, now }: Pick<Context, 'db' | 'now'>,
  id: string,
  paid: boolean,
): Promise<ReplyJson> {
  const reply = orNotFound(
    await db.selectFrom('replies').selectAll().where('id', '=', id).executeTakeFirst(),
    'reply with this id',
  )
  if (reply.state !== 'uncertain') throw new AppError('conflict', 'It is known how this ended.')
  const tried = reply.tried_at?.getTime() ?? 0
  const over = reply.invoice_expires_at ?? new Date(tried + KEYSEND_MS)
  if (!paid && over > now())
    throw new AppError('conflict', `It may still be paid until ${over.toISOString()}. Say so after that.`)
  await db
    .updateTable('replies')
    .set(
      paid
        ? { state: 'sent', settled_at: now(), fee_msat: 0, answer: 'By hand: it was paid.' }
        : { state: 'failed', answer: 'By hand: it was not paid.' },
    )
    .where('id', '=', id)
    .where('state', '=', 'uncertain')
    .execute()
  await notifyLive(db, { kind: 'outgoing' })
  return await readReply(db, id)
}
