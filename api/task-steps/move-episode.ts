import { sql, type Transaction } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import { lockNeighbourhoods } from '#api/boost/group/regroup.ts'
import { anyOf } from '#db/query/any-of.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

/** Moves a batch of a merged episode's payments and boosts to the one that survives; ends the episode when none is left. */
export async function moveEpisode(
  trx: Transaction<DB>,
  work: TaskOf<'move-episode'>,
): Promise<TaskOf<'move-episode'> | null> {
  const to = await findEpisodeId(trx, work.to)
  if (to === null) return null
  const rows = await trx
    .selectFrom('payments')
    .select(['id', 'boost_id'])
    .where('episode_id', '=', work.from)
    .limit(BATCH)
    .execute()
  const ids = rows.map((row) => row.id)
  const boosts = rows.flatMap((row) => row.boost_id ?? [])
  await lockNeighbourhoods(trx, ids)
  await trx
    .updateTable('boosts')
    .set({ episode_id: to, updated_at: sql`now()` })
    .where('id', 'in', (some) => {
      const named = some.selectFrom('boosts').select('id').where('episode_id', '=', work.from).limit(BATCH)
      return ids.length === 0 ? named : named.where('id', '=', anyOf(boosts))
    })
    .execute()
  await sql`
    update payments set
      episode_id = case when episode_id = ${work.from} then ${to}::uuid else episode_id end,
      named_episode_id = case when named_episode_id = ${work.from} then ${to}::uuid else named_episode_id end
    where id = any(${ids}::uuid[]) or boost_id = any(${boosts}::uuid[])`.execute(trx)
  if (ids.length > 0) return work
  await trx.selectFrom('episodes').select('id').where('id', '=', work.from).forUpdate().execute()
  const { rows: remaining } = await sql`
    select from boosts where episode_id = ${work.from} union all
    select from payments where episode_id = ${work.from} limit 1`.execute(trx)
  if (remaining.length > 0) return work
  await trx.updateTable('claims').set({ episode_id: to }).where('episode_id', '=', work.from).execute()
  await trx.updateTable('goals').set({ episode_id: to }).where('episode_id', '=', work.from).execute()
  await trx.deleteFrom('episodes').where('id', '=', work.from).execute()
  return null
}
