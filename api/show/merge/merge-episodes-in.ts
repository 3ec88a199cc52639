import { sql, type Transaction } from 'kysely'
import { addAlias, bySeniority } from '#api/alias/alias.ts'
import { carryValue } from '#api/show/merge/carry-value.ts'
import { beginTask } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes two episodes of a show one: the one already read on air, else the older, survives; it takes the title and date of the
 * one that is known for sure.
 * @returns the survivor's id, and the task that moves payments to it
 */
export async function mergeEpisodesIn(
  trx: Transaction<DB>,
  one: string,
  other: string,
): Promise<{ survivor: string; task: string }> {
  const [survivor, gone] = await bySeniority(trx, 'episode', one, other)
  await sql`
    update episodes set
      title = case when episodes.provisional and not gone.provisional
        then coalesce(gone.title, episodes.title) else coalesce(episodes.title, gone.title) end,
      published_at = case when episodes.provisional and not gone.provisional
        then coalesce(gone.published_at, episodes.published_at)
        else coalesce(episodes.published_at, gone.published_at) end,
      duration_s = coalesce(episodes.duration_s, gone.duration_s),
      provisional = episodes.provisional and gone.provisional
    from episodes gone
    where episodes.id = ${survivor} and gone.id = ${gone}`.execute(trx)
  await carryValue(trx, gone, survivor)
  await trx
    .updateTable('episode_names')
    .set({ episode_id: survivor })
    .where('episode_id', '=', gone)
    .execute()
  await addAlias(trx, 'episode', gone, survivor)
  return { survivor, task: await beginTask(trx, { kind: 'move-episode', from: gone, to: survivor }) }
}
