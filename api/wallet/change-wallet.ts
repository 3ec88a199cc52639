import type { Transaction } from 'kysely'
import { beginChore, decide } from '#api/chore/decide.ts'
import { workOff } from '#api/chore/work-off.ts'
import type { Context } from '#api/context.ts'
import type { WalletJson, WalletPatch } from '#api/contract/wallet.ts'
import { AppError } from '#api/errors.ts'
import { orNotFound } from '#api/http/or-not-found.ts'
import { findShowBySlug } from '#api/show/find-show-by-slug.ts'
import { listWallets } from '#api/wallet/list-wallets.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Says whose a wallet's receipts are. Those recorded so far are decided again, in batches.
 * @returns the wallet as it was, and as it is
 * @throws AppError not-found, unprocessable where there is no such show
 */
export async function changeWallet(
  ctx: Pick<Context, 'db' | 'log' | 'stopping'>,
  name: string,
  patch: WalletPatch,
): Promise<{ before: WalletJson; after: WalletJson }> {
  const { before, chores } = await decide(ctx.db, (trx) => changeWalletIn(trx, name, patch))
  await workOff(ctx, chores)
  return { before, after: orNotFound((await listWallets(ctx.db, name))[0], `wallet ${name}`) }
}

/** The same within a decision. @returns chores to work off: none where it is all as it was */
export async function changeWalletIn(
  trx: Transaction<DB>,
  name: string,
  { whose, show }: WalletPatch,
): Promise<{ before: WalletJson; chores: string[] }> {
  const before = orNotFound((await listWallets(trx, name))[0], `wallet ${name}`)
  const meant = show === undefined || show === null ? null : await findShowBySlug(trx, show)
  if (show && !meant) throw new AppError('unprocessable', `There is no show ${show}.`)
  const isSame =
    (whose ?? before.whose) === before.whose && (show === undefined || (meant?.slug ?? null) === before.show)
  if (isSame) return { before, chores: [] }
  const { id } = await trx
    .updateTable('wallets')
    .set({ ...(whose && { whose }), ...(show === undefined ? {} : { show_id: meant?.id ?? null }) })
    .where('name', '=', name)
    .returning('id')
    .executeTakeFirstOrThrow()
  const chore = await beginChore(trx, { kind: 'decide-again', rule: null, wallet: id, after: null })
  return { before, chores: [chore] }
}
