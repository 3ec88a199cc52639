import type { Kysely, Transaction } from 'kysely'
import type { Chore } from '#api/chore/chore.ts'
import { removeDemo } from '#api/demo/remove-demo.ts'
import { decideAgain } from '#api/payment/belong/decide-again.ts'
import { setAsideShow } from '#api/show/change/set-aside-show.ts'
import { moveEpisode } from '#api/show/merge/move-episode.ts'
import { moveShow } from '#api/show/merge/move-show.ts'
import { judgeClaims } from '#api/show/share/judge-claims.ts'
import { moveSupporter } from '#api/supporter/move/move-supporter.ts'
import { tryAgain } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/** Does a chore step by step, one transaction each, to its end or until the signal; who does it beside us does every other step. */
export async function doChore(db: Kysely<DB>, id: string, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await tryAgain(() => db.transaction().execute((trx) => doStep(trx, id)))));
}

/** @returns whether more is to be done */
async function doStep(trx: Transaction<DB>, id: string): Promise<boolean> {
  const chore = await trx
    .selectFrom('chores')
    .select('work')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!chore) return false
  const rest = await step(trx, chore.work)
  if (rest)
    await trx
      .updateTable('chores')
      .set({ work: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute()
  else await trx.deleteFrom('chores').where('id', '=', id).execute()
  return rest !== null
}

/** Does a batch of at most 1,000 payments. @returns what is left to do, or null */
async function step(trx: Transaction<DB>, work: Chore): Promise<Chore | null> {
  switch (work.kind) {
    case 'judge-claims':
      return await judgeClaims(trx, work)
    case 'set-aside-show':
      return await setAsideShow(trx, work)
    case 'move-show':
      return await moveShow(trx, work)
    case 'move-episode':
      return await moveEpisode(trx, work)
    case 'move-supporter':
      return await moveSupporter(trx, work)
    case 'decide-again':
      return await decideAgain(trx, work)
    case 'remove-demo':
      return await removeDemo(trx, work)
  }
}
