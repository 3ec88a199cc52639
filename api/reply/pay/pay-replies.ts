import type { Kysely } from 'kysely'
import type { Context } from '#api/context.ts'
import { createTurns, type InTurn } from '#api/lib/async.ts'
import { lookUpReplies } from '#api/reply/pay/look-up.ts'
import { openWallet } from '#api/reply/pay/open-wallet.ts'
import { payNext } from '#api/reply/pay/pay-next.ts'
import type { Paying } from '#api/reply/pay/paying.ts'
import { findPurseWallet } from '#api/reply/purse/find-purse-wallet.ts'
import { openPurse } from '#api/reply/purse/purse.ts'
import type { DB } from '#db/schema/index.ts'

/** One after another in each process. */
const turns = new WeakMap<Kysely<DB>, InTurn>()

/**
 * Looks up what is not certain, then pays what waits, one after another. Several processes may do it at once: each reply is taken by one.
 */
export function payReplies(ctx: Paying, signal: AbortSignal): Promise<void> {
  const inTurn = turns.get(ctx.db) ?? createTurns()
  turns.set(ctx.db, inTurn)
  return inTurn(() => payAll(ctx, signal))
}

/** The same, for whom nobody waits. */
export function beginPaying(ctx: Paying & Pick<Context, 'stopping'>): void {
  payReplies(ctx, ctx.stopping).catch((error: unknown) => {
    if (!ctx.stopping.aborted) ctx.log.error({ err: error }, 'replies are not paid; it is tried again')
  })
}

async function payAll(ctx: Paying, signal: AbortSignal): Promise<void> {
  if (!(await hasWork(ctx.db))) return
  const purse = await openPurse(ctx)
  if (!purse) return
  const wallet_id = await findPurseWallet(ctx, purse.access)
  const wallet = openWallet(purse)
  try {
    await lookUpReplies(ctx, wallet)
    while (!signal.aborted && (await payNext(ctx, { purse, wallet, wallet_id }, signal))) {
      // On to the next one.
    }
  } finally {
    wallet.close()
  }
}

export async function hasWork(db: Kysely<DB>): Promise<boolean> {
  const row = await db
    .selectFrom('replies')
    .select('id')
    .where('state', 'in', ['waiting', 'paying', 'uncertain'])
    .executeTakeFirst()
  return row !== undefined
}
