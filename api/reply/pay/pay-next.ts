import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import { feeLimit } from '#api/reply/pay/fee-limit.ts'
import type { Paying } from '#api/reply/pay/paying.ts'
import { settleReply } from '#api/reply/pay/settle.ts'
import { hashOf, type PayingWallet, type Payment } from '#api/reply/pay/wallet.ts'
import { type Purse, sayOverBudget, sumSpent } from '#api/reply/purse/purse.ts'
import { askForInvoice } from '#api/reply/recipient/ask-for-invoice.ts'
import { isNode } from '#api/reply/recipient/find-recipient.ts'
import { replyRecords } from '#api/reply/recipient/reply-records.ts'
import { ReplyProblem } from '#api/reply/reply-problem.ts'
import type { DB } from '#db/schema/index.ts'
import type { Reply } from '#db/schema/reply.ts'

type Prepared = Payment & { expires_at: Date | null }

/**
 * Pays the reply that waits longest. What it will be known by is written, and counts in the budget, before the wallet is told: killed
 * anywhere after that, it is looked up and never paid again; killed before, nothing was paid.
 * @param wallet_id the followed wallet that this is, null where that is not known
 * @returns whether there was one
 */
export async function payNext(
  ctx: Paying,
  { purse, wallet, wallet_id }: { purse: Purse; wallet: PayingWallet; wallet_id: number | null },
  signal: AbortSignal,
): Promise<boolean> {
  const reply = await ctx.db
    .selectFrom('replies')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('made_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!reply) return false
  const payment = await prepare(ctx, reply, signal)
  if (signal.aborted) return false
  if ('problem' in payment) {
    await fail(ctx.db, reply, payment.problem)
    return true
  }
  const begun = await begin(ctx, { purse, wallet_id }, reply, payment)
  if (begun !== 'begun') return true
  await settleReply(ctx.db, reply.id, await wallet.pay(payment), ctx.now())
  return true
}

async function prepare(
  ctx: Paying,
  reply: Reply,
  signal: AbortSignal,
): Promise<Prepared | { problem: string }> {
  const { recipient, amount_msat, message, may_cut } = reply
  try {
    if (isNode(recipient)) {
      const preimage = randomBytes(32).toString('hex')
      const records = await replyRecords(ctx.db, reply)
      return {
        payment_hash: hashOf(preimage),
        amount_msat,
        node: recipient,
        preimage,
        records,
        expires_at: null,
      }
    }
    const asked = { amount_msat, message, may_cut }
    return { amount_msat, ...(await askForInvoice(ctx.fetcher, recipient, asked, signal)) }
  } catch (error) {
    if (!(error instanceof ReplyProblem)) throw error
    return { problem: error.message }
  }
}

/** Takes it, within the budget: of all processes one does. */
async function begin(
  ctx: Paying,
  { purse, wallet_id }: { purse: Purse; wallet_id: number | null },
  reply: Reply,
  payment: Prepared,
): Promise<'begun' | 'not'> {
  const now = ctx.now()
  return await ctx.db.transaction().execute(async (trx) => {
    await lockBudget(trx)
    const spent = await sumSpent(trx, now)
    if (spent + reply.amount_msat + feeLimit(reply.amount_msat) > purse.daily_msat) {
      await fail(trx, reply, sayOverBudget(purse.daily_msat - spent))
      return 'not'
    }
    const taken = await trx
      .updateTable('replies')
      .set({
        state: 'paying',
        payment_hash: Buffer.from(payment.payment_hash, 'hex'),
        invoice: 'invoice' in payment ? payment.invoice : null,
        invoice_expires_at: payment.expires_at,
        tried_at: now,
        wallet_id,
        answer: null,
      })
      .where('id', '=', reply.id)
      .where('state', '=', 'waiting')
      // An invoice that another reply has is nobody's mistake but theirs, and paid once at most.
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('replies as other')
              .select('other.id')
              .where('other.payment_hash', '=', Buffer.from(payment.payment_hash, 'hex')),
          ),
        ),
      )
      .returning('id')
      .executeTakeFirst()
    if (taken) return 'begun'
    await fail(trx, reply, 'Their server gives an invoice that it gave before. It was not paid.')
    return 'not'
  })
}

async function lockBudget(trx: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), hashtext('replies'))`.execute(trx)
}

/** Nothing was paid. */
async function fail(db: Kysely<DB>, { id }: Reply, answer: string): Promise<void> {
  await db
    .updateTable('replies')
    .set({ state: 'failed', answer })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
  await notifyLive(db, { kind: 'outgoing' })
}
