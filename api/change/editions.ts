import type { MadeOf } from '#api/http/kept.ts'
import type { Database } from '#db/database.ts'
import { AWAIT_COMMITS } from '#db/distributed/await-commits.ts'

/** Numbers that stay the same as long as nothing of the kind was committed. Of one process, and good for nothing but to be compared. */
export type Edition = Record<MadeOf, number>

export type Editions = {
  /** How it stands now: whatever was committed before this was asked is in it. */
  read(): Promise<Edition>
}

type Row = { snapshot: string; epoch: string; is_new: boolean; has_boosts: boolean }

/**
 * Says whether something changed since it was last asked, in one statement for all who ask at once. A listener would hear of a
 * change a moment after others can see it; this asks the snapshot itself, and never lags.
 */
export function createEditions({
  pool,
  site,
  distributed,
}: Pick<Database, 'pool' | 'site' | 'distributed'>): Editions {
  let edition: Edition = { all: 0, boosts: 0 }
  let last: Pick<Row, 'snapshot' | 'epoch'> | null = null

  // What one transaction told a server, the next one behind a pooler may not find there.
  const kept = site.pooler === 'transaction' ? {} : { name: 'edition' }
  // By the clock of the coordinator, which gives transactions their numbers; what comes meanwhile comes twice.
  const snapshotBefore = async () => {
    const { rows } = await pool.query<{ now: string }>('select pg_current_snapshot()::text as now')
    await pool.query(AWAIT_COMMITS)
    return rows[0]?.now
  }
  const ask = async () => {
    const now = distributed ? await snapshotBefore() : null
    const { rows } = await pool.query<Row>({ ...kept, text: WHAT_CAME, values: [last?.snapshot, now] })
    const [row] = rows
    if (!row) throw new Error('The database does not say where its feed of changes is')
    const isAnew = row.epoch !== last?.epoch
    last = row
    if (isAnew || row.is_new)
      edition = { all: edition.all + 1, boosts: edition.boosts + (isAnew || row.has_boosts ? 1 : 0) }
    return edition
  }

  let before: Promise<unknown> = Promise.resolve()
  let next: Promise<Edition> | null = null
  return {
    read: () => {
      // What is under way may have looked already: who comes meanwhile shares the one after it.
      next ??= before.then(() => {
        next = null
        const asking = ask()
        before = asking.catch(() => {})
        return asking
      })
      return next
    },
  }
}

/** Whether there are changes that a former snapshot ($1) did not see: of transactions under way then, or begun since. */
function came(condition: string): string {
  return `(
    exists (select from changes c where c.xid >= pg_snapshot_xmax($1::pg_snapshot) and ${condition}) or
    exists (select from pg_snapshot_xip($1::pg_snapshot) as open(xid) cross join lateral (
      select from changes c where c.xid = open.xid and ${condition} limit 1) late))`
}

/** A change without a day renames something. */
const WHAT_CAME = `
  select coalesce($2, pg_current_snapshot()::text) as snapshot, (select change_epoch from installation) as epoch,
    ${came('true')} as is_new, ${came('(c.boost_id is not null or c.day is null)')} as has_boosts`
