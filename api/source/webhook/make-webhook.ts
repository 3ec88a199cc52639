import { hashToken, makeToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import type { WebhookMapping } from '#api/contract/webhook.ts'
import { AppError } from '#api/errors.ts'
import { insertSource, nameTaken } from '#api/source/connection/insert-source.ts'
import { decide } from '#api/task/begin-task.ts'
import { changeWalletIn } from '#api/wallet/change-wallet.ts'

export type NewWebhook = {
  name: string
  wallet: string | null
  whose: 'show' | 'shared' | null
  mapping: WebhookMapping
}

/** The path of a webhook's address; who knows it can report payments. */
export type MadeWebhook = { name: string; path: string }

/** Makes a source that anything can send to. @throws AppError conflict where the name is in use */
export async function makeWebhook(
  ctx: Pick<Context, 'db' | 'tasks'>,
  { name, wallet, whose, mapping }: NewWebhook,
): Promise<MadeWebhook> {
  const token = makeToken()
  const walletName = wallet ?? name
  const tasks = await decide(ctx.db, async (trx) => {
    const source = await insertSource(trx, { name, kind: 'webhook', exactness: 3, walletName, whose })
    const made = await trx
      .insertInto('webhooks')
      .values({ source_id: source.id, token_hash: hashToken(token), mapping: JSON.stringify(mapping) })
      .onConflict((conflict) => conflict.column('source_id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) throw nameTaken(name)
    const { tasks } = await changeWalletIn(trx, walletName, whose ? { whose } : {})
    return tasks
  })
  await ctx.tasks.finish(tasks)
  return { name, path: pathOf(token) }
}

/** Gives a webhook another address; the former one takes nothing any more. @throws AppError not-found */
export async function renewAddress({ db }: Pick<Context, 'db'>, name: string): Promise<MadeWebhook> {
  const token = makeToken()
  const { numUpdatedRows } = await db
    .updateTable('webhooks')
    .set({ token_hash: hashToken(token) })
    .where('source_id', '=', (select) => select.selectFrom('sources').select('id').where('name', '=', name))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw noWebhook(name)
  return { name, path: pathOf(token) }
}

/** Ends a webhook: its address takes nothing any more. What it reported stays. @throws AppError not-found */
export async function removeWebhook({ db }: Pick<Context, 'db'>, name: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('webhooks')
    .where('source_id', '=', (select) => select.selectFrom('sources').select('id').where('name', '=', name))
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw noWebhook(name)
}

function pathOf(token: string): string {
  return `/api/v1/public/webhooks/${token}`
}

/** There is none of this name. */
export function noWebhook(name: string): AppError {
  return new AppError('not-found', `There is no webhook "${name}".`)
}
