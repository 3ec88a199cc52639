import type { Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import type { WalletJson, WalletPatch } from '#api/contract/wallet.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { listWallets } from '#api/wallet/list-wallets.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Says whose a wallet's receipts are. Those recorded so far are decided again, in batches.
 * @returns the wallet as it was, and as it is
 * @throws AppError not-found, unprocessable where there is no such show
 */
export async function changeWallet(
  ctx: Pick<Context, 'db' | 'tasks'>,
  name: string,
  patch: WalletPatch,
): Promise<{ before: WalletJson; after: WalletJson }> {
  const { before, tasks } = await decide(ctx.db, (trx) => changeWalletIn(trx, name, patch))
  await ctx.tasks.finish(tasks)
  return { before, after: orNotFound((await listWallets(ctx.db, name))[0], `wallet ${name}`) }
}

/** The same within a decision. @returns tasks to be finished: none where it is all as it was */
export async function changeWalletIn(
  trx: Transaction<DB>,
  name: string,
  { whose, show }: WalletPatch,
): Promise<{ before: WalletJson; tasks: string[] }> {
  const before = orNotFound((await listWallets(trx, name))[0], `wallet ${name}`)
  const meant = show === undefined || show === null ? null : await findShowBySlug(trx, show)
  if (show && !meant) throw new AppError('unprocessable', `There is no show ${show}.`)
  const isSame =
    (whose ?? before.whose) === before.whose && (show === undefined || (meant?.slug ?? null) === before.show)
  if (isSame) return { before, tasks: [] }
  const { id } = await trx
    .updateTable('wallets')
    .set({ ...(whose && { whose }), ...(show === undefined ? {} : { show_id: meant?.id ?? null }) })
    .where('name', '=', name)
    .returning('id')
    .executeTakeFirstOrThrow()
  const task = await beginTask(trx, { kind: 'decide-again', rule: null, wallet: id, after: null })
  return { before, tasks: [task] }
}
