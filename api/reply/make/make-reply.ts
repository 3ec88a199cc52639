import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import { readBoost } from '#api/boost/detail/read-boost.ts'
import type { Context } from '#api/context.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import type { NewReply, ReplyJson } from '#api/contract/reply.ts'
import { AppError } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { hasCode } from '#api/lib/errors.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { readReply } from '#api/reply/list-replies.ts'
import { mayPay, nameOf } from '#api/reply/make/may-pay.ts'
import { mustFit } from '#api/reply/make/must-fit.ts'
import { findRecipient, type Recipient, readRecipient } from '#api/reply/recipient/find-recipient.ts'
import { findShow } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'

type Part = Pick<Context, 'db' | 'view' | 'secrets' | 'now'>
type Words = Pick<NewReply, 'sats' | 'message' | 'may_cut'>

/**
 * Makes a reply to a boost, which is paid soon; one that a bookkeeper makes waits for another's yes.
 * @throws AppError not-found; conflict where it was answered, or a person is to be asked first; unprocessable
 */
export async function makeReply(
  ctx: Part,
  boostId: string,
  { recipient, confirmed, ...words }: NewReply,
  actor: Actor,
): Promise<ReplyJson> {
  // Another show's answer to them, or their name there, is nobody's business here.
  const boost = await readBoost(ctx.view, boostId)
  const known = await whereTo(ctx.view, boost)
  const to = recipient === null ? known : given(recipient, known)
  if (!to)
    throw new AppError(
      'unprocessable',
      'The boost does not say where a reply reaches its sender. Give a Lightning address.',
    )
  await mustFit(ctx, { total_msat: words.sats * 1000, count: 1, pays: mayPay(actor), confirmed })
  const id = await insertReply(ctx.db, { boost, to, words, actor })
  if (id === null) throw new AppError('conflict', 'This boost was answered already.')
  await notifyLive(ctx.db, { kind: 'outgoing' })
  return await readReply(ctx.view, id)
}

/** Where a reply to a boost goes by what is known. */
export function whereTo(db: Kysely<DB>, { id, supporter }: BoostJson): Promise<Recipient | null> {
  return findRecipient(db, { id, supporter_id: supporter.id })
}

/** @returns its id; null where the boost was answered already */
export async function insertReply(
  db: Kysely<DB>,
  { boost, to, words, actor }: { boost: BoostJson; to: Recipient; words: Words; actor: Actor },
): Promise<string | null> {
  // By a function: what a listener is called may hold `$&`, which a text would have filled in.
  const message = words.message.replaceAll('{{name}}', () => oneLine(boost.supporter.name)).trim()
  try {
    const { id } = await db
      .insertInto('replies')
      .values({
        id: randomUUIDv7(),
        boost_id: boost.id,
        show_id: (await findShow(db, boost.show.slug)).id,
        supporter_id: boost.supporter.id,
        supporter_name: boost.supporter.name,
        ...to,
        amount_msat: words.sats * 1000,
        message: message === '' ? null : message,
        may_cut: words.may_cut,
        state: mayPay(actor) ? 'waiting' : 'asked',
        made_by: nameOf(actor),
        payment_hash: null,
        invoice: null,
        fee_msat: null,
        answer: null,
        approved_by: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  } catch (error) {
    // The index says that a boost is answered once, whoever asks at the same time.
    if (hasCode(error, '23505')) return null
    throw error
  }
}

/** Where somebody says that it goes; a node that the boost itself names, with the record that tells its accounts apart. */
function given(text: string, known: Recipient | null): Recipient {
  const recipient = readRecipient(text)
  if (recipient === null)
    throw new AppError(
      'unprocessable',
      'This is neither a Lightning address, like name@example.com, nor the public key of a node.',
    )
  return known?.recipient === recipient ? known : { recipient, custom_key: null, custom_value: null }
}
