import { sql } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { Context } from '#api/context.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import type { NewReplies, RepliesMade } from '#api/contract/reply.ts'
import { orNotFound } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { insertReply } from '#api/reply/make/make-reply.ts'
import { mayPay } from '#api/reply/make/may-pay.ts'
import { mustFit } from '#api/reply/make/must-fit.ts'
import { readAskFrom } from '#api/reply/purse/purse.ts'
import { findRecipients, type Recipient } from '#api/reply/recipient/find-recipient.ts'
import { anyOf } from '#db/query/any-of.ts'

type Part = Pick<Context, 'db' | 'view' | 'secrets' | 'now'>

/**
 * Replies to everyone who was read in a segment, where it is known how; once to each supporter, to the first of their boosts.
 * @throws AppError not-found, and as `makeReply` does
 */
export async function thankSegment(
  ctx: Part,
  segmentId: string,
  { dry, confirmed, ...words }: NewReplies,
  actor: Actor,
): Promise<RepliesMade> {
  const read = await loadRead(ctx, segmentId)
  const open: { boost: BoostJson; to: Recipient }[] = []
  const nowhere: string[] = []
  const thanked = new Set<string>()
  const recipients = await findRecipients(
    ctx.view,
    read.boosts.map(({ id, supporter }) => ({ id, supporter_id: supporter.id })),
  )
  for (const boost of read.boosts) {
    const to = recipients.get(boost.id)
    if (!to) nowhere.push(boost.supporter.name)
    else if (!thanked.has(to.recipient + to.custom_value)) {
      thanked.add(to.recipient + to.custom_value)
      open.push({ boost, to })
    }
  }
  const plan = {
    total_msat: open.length * words.sats * 1000,
    names: open.map(({ boost }) => boost.supporter.name),
    nowhere: nowhere.length,
    nowhere_names: [...new Set(nowhere)],
    answered: read.answered,
    ask_from_sats: await readAskFrom(ctx.db),
  }
  if (dry || open.length === 0) return { count: open.length, ...plan }
  await mustFit(ctx, {
    total_msat: plan.total_msat,
    count: open.length,
    pays: mayPay(actor),
    confirmed,
  })
  let count = 0
  for (const { boost, to } of open)
    if ((await insertReply(ctx.db, { boost, to, words, actor })) !== null) count++
  await notifyLive(ctx.db, { kind: 'outgoing' })
  return { ...plan, count, total_msat: count * words.sats * 1000 }
}

/** The boosts that were read, in their order, less those that were answered. */
async function loadRead(
  { view: db }: Part,
  segmentId: string,
): Promise<{ boosts: BoostJson[]; answered: number }> {
  orNotFound(
    await db.selectFrom('segments').select('id').where('id', '=', segmentId).executeTakeFirst(),
    'segment with this id',
  )
  const { rows } = await sql<{ id: string; answered: boolean }>`
    select b.id, exists (select from replies r where r.state not in ('failed', 'refused')
        and (r.boost_id = b.id or r.boost_id in (select id from boost_aliases where boost_id = b.id))) as answered
    from segment_items i
    join boosts b on b.id = coalesce((select boost_id from boost_aliases where id = i.boost_id), i.boost_id)
    where i.segment_id = ${segmentId} and i.status = 'read' and b.payment_count > 0 and not b.hidden
    group by b.id order by min(i.read_at), b.id`.execute(db)
  const open = rows.flatMap(({ id, answered }) => (answered ? [] : id))
  const found = await selectBoosts(db).where('boosts.id', '=', anyOf(open)).execute()
  const byId = new Map(found.map((row) => [row.id, boostAsJson(row)]))
  const boosts = open.flatMap((id) => byId.get(id) ?? [])
  return { boosts, answered: rows.filter(({ answered }) => answered).length }
}
