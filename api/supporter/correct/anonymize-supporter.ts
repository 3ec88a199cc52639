import { findSupporterId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import { orNotFound } from '#api/errors.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'

/**
 * Makes a supporter who asks for it nobody, for good: their names are forgotten, in boosts and payments, and what comes under
 * them later is nobody's. Raw metadata stays as the wallets keep it.
 * @throws AppError not-found
 */
export async function anonymizeSupporter(ctx: Pick<Context, 'db' | 'tasks'>, id: string): Promise<void> {
  const task = await decide(ctx.db, async (trx) => {
    const from = orNotFound(await findSupporterId(trx, id), 'supporter with this id')
    const kept = await trx
      .selectFrom('show_supporters')
      .select('show_id')
      .where('supporter_id', '=', from)
      .where((where) => where.or([where('team', '=', true), where('hidden', '=', true)]))
      .execute()
    await trx
      .updateTable('supporters')
      .set({ name: 'Anonymous', chosen_name: null, say_as: null, note: null })
      .where('id', '=', from)
      .execute()
    await trx
      .updateTable('supporter_names')
      .set({ supporter_id: null, name: '' })
      .where('supporter_id', '=', from)
      .execute()
    return await beginTask(trx, {
      kind: 'move-supporter',
      from,
      to: null,
      names: null,
      after: null,
      forget: { hidden_in: kept.map((row) => row.show_id) },
    })
  })
  await ctx.tasks.finish([task])
}
