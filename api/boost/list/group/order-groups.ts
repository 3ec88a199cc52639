import { type Kysely, sql } from 'kysely'
import { type BoostOrder, notBefore } from '#api/boost/list/boost-order.ts'
import type { BoostFilter } from '#api/boost/list/filter-boosts.ts'
import type { BoostSums } from '#api/boost/list/group/boost-sums.ts'
import { type GroupSum, groupKey, sumGroups } from '#api/boost/list/group/sum-groups.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * The groups that a filter lets through, those first whose first boost is.
 * @param top where the list began, on its later pages: what came above it since does not move groups
 */
export async function orderGroups(
  { db, sums }: { db: Kysely<DB>; sums: BoostSums },
  filter: BoostFilter,
  order: BoostOrder,
  top: string | number | null,
): Promise<GroupSum[]> {
  const groups = filter.isNarrowed
    ? await sumGroups(db, top === null ? filter.where : [...filter.where, notBefore(order, top)])
    : await below(
        db,
        order,
        top,
        (await sums.read()).filter((group) => isOf(group, filter)),
      )
  return groups.sort((a, b) => compareGroups(order, a, b))
}

/** The order of two groups: the newest or largest first, then by what tells them apart. */
export function compareGroups(
  order: BoostOrder,
  a: Pick<GroupSum, BoostOrder | 'show_id' | 'episode_id'>,
  b: Pick<GroupSum, BoostOrder | 'show_id' | 'episode_id'>,
): number {
  if (a[order] !== b[order]) return a[order] > b[order] ? -1 : 1
  return a.show_id - b.show_id || (groupKey(a) < groupKey(b) ? -1 : groupKey(a) > groupKey(b) ? 1 : 0)
}

function isOf(group: GroupSum, { show_id, episode_id, left_out }: BoostFilter): boolean {
  if (show_id !== null ? group.show_id !== show_id : left_out.includes(group.show_id)) return false
  return episode_id === null || group.episode_id === episode_id
}

/** Groups that have grown above the list's top stand where they stood before. */
async function below(db: Kysely<DB>, order: BoostOrder, top: string | number | null, groups: GroupSum[]) {
  if (top === null) return groups
  const grown = groups.filter((group) => group[order] > top)
  if (grown.length === 0) return groups
  const episodes = grown.flatMap(({ episode_id }) => episode_id ?? [])
  const bare = grown.filter(({ episode_id }) => episode_id === null).map(({ show_id }) => show_id)
  const stood = await sumGroups(db, [
    sql`boosts.payment_count > 0`,
    notBefore(order, top),
    sql`(boosts.episode_id = any(${episodes}::uuid[])
      or (boosts.episode_id is null and boosts.show_id = any(${bare}::integer[])))`,
  ])
  const keys = new Set(grown.map(groupKey))
  return [...groups.filter((group) => !keys.has(groupKey(group))), ...stood]
}
