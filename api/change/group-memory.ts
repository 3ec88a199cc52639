import { type Kysely, sql } from 'kysely'
import { headPosition } from '#api/change/feed.ts'
import type { DB } from '#db/schema/index.ts'

/** From so many changed groups on, all are made anew. */
const MANY = 50
/** Of so many shows what was asked for last is kept. */
const MOST_SHOWS = 20

/** What groups are of, as the feed of changes names it. */
export type GroupColumn = 'episode_id' | 'supporter_id'

/** Makes the sums of some groups of a show; of all where null is given. The empty text is the group of none. */
type MakeGroups<Sum> = (groups: readonly string[] | null) => Promise<Map<string, Sum>>

/**
 * Sums of a show's groups, in memory: only those are made anew that the feed of changes names since they were made, so that a show
 * of a million payments is not summed again for each that comes.
 */
export type GroupMemory<Sum> = {
  /**
   * The sums of all groups as this transaction sees them.
   * @param trx repeatable read: what is made and what is remembered are of one snapshot
   */
  read(trx: Kysely<DB>, showId: number, make: MakeGroups<Sum>): Promise<ReadonlyMap<string, Sum>>
}

type Known<Sum> = { snapshot: string; epoch: string; groups: ReadonlyMap<string, Sum> }

/** Nothing remembered yet, for one running service. @param noneIsAll a change of none may be of any group */
export function createGroupMemory<Sum>(column: GroupColumn, { noneIsAll = false } = {}): GroupMemory<Sum> {
  const shows = new Map<number, Known<Sum>>()
  return {
    async read(trx, showId, make) {
      const known = shows.get(showId)
      const { touched, ...now } = await readTouched(trx, showId, column, known?.snapshot ?? null)
      const isSome = touched !== null && !(noneIsAll && touched.includes(''))
      const groups =
        known && known.epoch === now.epoch && isSome
          ? await withFresh(known.groups, touched, make)
          : await make(null)
      shows.delete(showId)
      if (shows.size >= MOST_SHOWS) shows.delete(shows.keys().next().value ?? 0)
      shows.set(showId, { ...now, groups })
      return groups
    },
  }
}

async function withFresh<Sum>(
  before: ReadonlyMap<string, Sum>,
  touched: readonly string[],
  make: MakeGroups<Sum>,
): Promise<ReadonlyMap<string, Sum>> {
  if (touched.length === 0) return before
  const groups = new Map(before)
  for (const group of touched) groups.delete(group)
  for (const [group, sum] of await make(touched)) groups.set(group, sum)
  return groups
}

type Row = { epoch: string; touched: string[]; is_all: boolean | null }

/**
 * The groups that changes name which a former snapshot did not see; null where that is too much to tell: the show itself changed, or
 * what somebody is to it, somebody is no more, or very many did.
 */
async function readTouched(
  trx: Kysely<DB>,
  showId: number,
  column: GroupColumn,
  since: string | null,
): Promise<{ snapshot: string; epoch: string; touched: string[] | null }> {
  const { read_to: snapshot } = await headPosition(trx)
  const isOf = sql`(c.show_id = ${showId} or c.show_id is null and c.supporter_id is not null
    and not exists (select from supporters s where s.id = c.supporter_id))`
  const named = sql`select coalesce(c.${sql.ref(column)}::text, '') as name, c.day is null and c.episode_id is null as is_all`
  const { rows } = await sql<Row>`
    select (select change_epoch from installation) as epoch,
      coalesce(array_agg(came.name) filter (where came.name is not null), '{}') as touched, bool_or(came.is_all) as is_all
    from (select) one left join (
      select distinct name, is_all from (
        ${named} from changes c where c.xid >= pg_snapshot_xmax(${since}::pg_snapshot) and ${isOf}
        union all
        select late.* from pg_snapshot_xip(${since}::pg_snapshot) as open(xid)
        cross join lateral (${named} from changes c where c.xid = open.xid and ${isOf} offset 0) late
      ) each limit ${MANY + 1}
    ) came on true`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('The database does not say where its feed of changes is')
  const { epoch, touched, is_all } = row
  return { snapshot, epoch, touched: is_all || touched.length > MANY ? null : touched }
}
