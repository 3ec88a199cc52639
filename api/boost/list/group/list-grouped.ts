import type { Kysely } from 'kysely'
import { notBefore } from '#api/boost/list/boost-order.ts'
import type { BoostFilter } from '#api/boost/list/filter-boosts.ts'
import type { BoostSums } from '#api/boost/list/group/boost-sums.ts'
import { compareGroups, orderGroups } from '#api/boost/list/group/order-groups.ts'
import {
  type GroupedBoost,
  readGroupCursor,
  readGroups,
  readRestOfGroup,
  writeGroupCursor,
} from '#api/boost/list/group/read-groups.ts'
import { type GroupSum, groupKey } from '#api/boost/list/group/sum-groups.ts'
import type { BoostGroupJson, BoostListJson, BoostListQuery } from '#api/contract/boost.ts'
import { msat, sumMsat } from '#api/contract/msat.ts'
import type { DB } from '#db/schema/index.ts'

type GroupedPage = Pick<BoostListJson, 'items' | 'next_cursor' | 'groups' | 'total'>

/** A page of boosts, those of one episode together, with the sums of its groups and of all that the filter lets through. */
export async function listGrouped(
  ctx: { db: Kysely<DB>; sums: BoostSums },
  filter: BoostFilter,
  { order, limit, cursor }: Pick<BoostListQuery, 'order' | 'limit' | 'cursor'>,
): Promise<GroupedPage> {
  const from = cursor === undefined ? null : readGroupCursor(order, cursor)
  const groups = await orderGroups(ctx, filter, order, from?.top ?? null)
  const top = from?.top ?? groups[0]?.[order] ?? null
  const where = top === null ? filter.where : [...filter.where, notBefore(order, top)]

  const wanted = limit + 1
  const found = from ? await readRestOfGroup(ctx.db, { where, order, from, limit: wanted }) : []
  if (found.length < wanted) {
    const rest = from
      ? groups.filter((group) => compareGroups(order, group, from) > 0 && !isSame(group, from))
      : groups
    found.push(...(await readGroups(ctx.db, { where, order, groups: rest, limit: wanted - found.length })))
  }

  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(({ boost }) => boost),
    next_cursor: last && top !== null ? writeGroupCursor(order, top, last) : null,
    groups: headingsOf(page, groups),
    total: totalOf(groups, filter),
  }
}

/** The groups that a page's boosts belong to. */
function headingsOf(page: readonly GroupedBoost[], groups: readonly GroupSum[]): BoostGroupJson[] {
  const sums = new Map(groups.map((group) => [groupKey(group), group]))
  const headings = new Map<string, BoostGroupJson>()
  for (const { boost, group } of page) {
    const key = groupKey(group)
    const sum = sums.get(key)
    if (!sum || headings.has(key)) continue
    headings.set(key, {
      show: boost.show,
      episode: boost.episode,
      count: sum.count,
      counted_msat: sum.counted_msat,
    })
  }
  return [...headings.values()]
}

/** A sum over all shows leaves the demo out, unless there is nothing else. */
function totalOf(groups: readonly GroupSum[], { demos }: BoostFilter): GroupedPage['total'] {
  const own = groups.filter((group) => !demos.includes(group.show_id))
  const summed = own.length > 0 ? own : groups
  return {
    count: summed.reduce((count, group) => count + group.count, 0),
    counted_msat: sumMsat(summed.map((group) => msat(group.counted_msat))),
  }
}

function isSame(a: Pick<GroupSum, 'show_id' | 'episode_id'>, b: Pick<GroupSum, 'show_id' | 'episode_id'>) {
  return groupKey(a) === groupKey(b)
}
