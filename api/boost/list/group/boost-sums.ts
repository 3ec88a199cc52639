import { type Kysely, sql } from 'kysely'
import { type GroupSum, groupKey, sumGroups } from '#api/boost/list/group/sum-groups.ts'
import { headPosition, isAfter, type Position } from '#api/change/feed.ts'
import type { DB } from '#db/schema/index.ts'

/** From so many changed groups on, all are summed anew. */
const MANY = 500

export type BoostSums = {
  /** The sums of all groups of all shows as they are now. */
  read(): Promise<readonly GroupSum[]>
}

type Known = { epoch: string; position: Position; groups: Map<string, GroupSum> }
type Touched = { show_id: number; episode_id: string | null }

const COUNTS = sql<boolean>`boosts.payment_count > 0`

/**
 * Keeps the sums of groups in memory, so that the list needs not count hundreds of thousands of boosts for its headings: on
 * each reading only the groups are summed that the feed of changes names since the last.
 */
export function createBoostSums(db: Kysely<DB>): BoostSums {
  let known: Known | null = null
  let last: Promise<unknown> = Promise.resolve()
  const refresh = async () => {
    // Before the changes are read: what commits meanwhile is only summed once more next time.
    const position = await headPosition(db)
    const { change_epoch: epoch } = await db
      .selectFrom('installation')
      .select('change_epoch')
      .executeTakeFirstOrThrow()
    const touched = known?.epoch === epoch ? await touchedGroups(db, known.position) : null
    known =
      known && touched && touched.length <= MANY
        ? { epoch, position, groups: await withFresh(db, known.groups, touched) }
        : { epoch, position, groups: byKey(await sumGroups(db, [COUNTS])) }
    return [...known.groups.values()]
  }
  return {
    read() {
      const reading = last.then(refresh)
      last = reading.catch(() => {})
      return reading
    },
  }
}

/** Groups whose boosts changed. */
async function touchedGroups(db: Kysely<DB>, after: Position): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select distinct show_id, episode_id from changes c
    where ${isAfter(after)} and boost_id is not null and show_id is not null
    limit ${MANY + 1}`.execute(db)
  return rows
}

async function withFresh(db: Kysely<DB>, before: Map<string, GroupSum>, touched: Touched[]) {
  if (touched.length === 0) return before
  const groups = new Map(before)
  for (const group of touched) groups.delete(groupKey(group))
  const episodes = touched.flatMap(({ episode_id }) => episode_id ?? [])
  const bare = touched.filter(({ episode_id }) => episode_id === null).map(({ show_id }) => show_id)
  const fresh = [
    ...(episodes.length > 0
      ? await sumGroups(db, [COUNTS, sql`boosts.episode_id = any(${episodes}::uuid[])`])
      : []),
    ...(bare.length > 0
      ? await sumGroups(db, [
          COUNTS,
          sql`boosts.episode_id is null`,
          sql`boosts.show_id = any(${bare}::integer[])`,
        ])
      : []),
  ]
  for (const group of fresh) groups.set(groupKey(group), group)
  return groups
}

function byKey(groups: readonly GroupSum[]): Map<string, GroupSum> {
  return new Map(groups.map((group) => [groupKey(group), group]))
}
