import { randomUUIDv7 } from 'node:crypto'
import type { Transaction } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import type { SupporterName } from '#api/contract/supporter.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { partsOf } from '#api/supporter/correct/sender-names.ts'
import { keepApart } from '#api/supporter/suggestion/dismiss-suggestion.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Takes names out of a supporter, who become another person: what comes under these names later follows at once, past
 * payments in batches.
 * @returns the new supporter's id
 * @throws AppError not-found, unprocessable where a name is not theirs or none would be left
 */
export async function splitSupporter(
  ctx: Pick<Context, 'db' | 'tasks'>,
  id: string,
  names: readonly SupporterName[],
): Promise<string> {
  const made = await decide(ctx.db, async (trx) => {
    const from = orNotFound(await findSupporterId(trx, id), 'supporter with this id')
    const taken = await takeNames(trx, from, names)
    const to = randomUUIDv7()
    await trx
      .insertInto('supporters')
      .values({ id: to, name: taken[0]?.name ?? '' })
      .execute()
    await trx
      .updateTable('supporter_names')
      .set({ supporter_id: to, split_by_host: true })
      .where(
        'id',
        'in',
        taken.map((name) => name.id),
      )
      .execute()
    await keepApart(trx, from, to)
    const task = await beginTask(trx, {
      kind: 'move-supporter',
      from,
      to,
      names: taken.map(({ name_key, app_key, sender_id }) => ({ name_key, app_key, sender_id })),
      after: null,
      forget: null,
    })
    return { to, task }
  })
  await ctx.tasks.finish([made.task])
  return made.to
}

async function takeNames(trx: Transaction<DB>, from: string, names: readonly SupporterName[]) {
  const own = await trx.selectFrom('supporter_names').selectAll().where('supporter_id', '=', from).execute()
  const taken = names.map((name) => {
    const parts = partsOf({ app: name.app, sender_name: name.name, sender_id: name.sender_id })
    const found = own.find(
      (row) =>
        row.name_key === parts.name_key && row.app_key === parts.app_key && row.sender_id === parts.sender_id,
    )
    if (!found) throw new AppError('unprocessable', `${name.name} is not a name of this supporter.`)
    return found
  })
  if (new Set(taken).size === own.length)
    throw new AppError('unprocessable', 'Leave at least one name, else there is nobody to split from.')
  return taken
}
