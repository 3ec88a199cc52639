import type { Transaction } from 'kysely'
import { mergeEpisodesIn } from '#api/show/merge/merge-episodes-in.ts'
import { findEpisode, learnEpisode, loadShowNames } from '#api/show/resolve-episodes.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Brings all episodes of a merged show into the one that survives: each becomes one with the episode of the same names there,
 * else comes along as it is.
 * @returns tasks to be finished
 */
export async function mergeAllEpisodes(
  trx: Transaction<DB>,
  goneId: number,
  survivorId: number,
): Promise<string[]> {
  const all = await loadShowNames(trx, [goneId, survivorId])
  const own = all.get(survivorId) ?? { byName: new Map(), byEpisode: new Map() }
  const coming = await trx
    .selectFrom('episodes')
    .select('id')
    .where('show_id', '=', goneId)
    .orderBy('id')
    .execute()
  await trx.deleteFrom('episode_names').where('show_id', '=', goneId).execute()
  await trx.updateTable('episodes').set({ show_id: survivorId }).where('show_id', '=', goneId).execute()
  const tasks: string[] = []
  /** Episodes of the surviving show that went up in one that came. */
  const now = new Map<string, string>()
  for (const { id } of coming) {
    const names = bestFirst(all.get(goneId)?.byEpisode.get(id) ?? [])
    const same = findEpisode(own, names)
    if (same === undefined) {
      await learnEpisode(trx, survivorId, own, id, names)
      continue
    }
    const { survivor, task } = await mergeEpisodesIn(trx, id, now.get(same) ?? same)
    tasks.push(task)
    now.set(same, survivor)
    await learnEpisode(trx, survivorId, own, survivor, names)
  }
  return tasks
}

const ORDER = ['guid', 'item_id', 'title']

function bestFirst<T extends { kind: string }>(names: readonly T[]): T[] {
  return [...names].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}
