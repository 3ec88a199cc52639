import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import type { Reached } from '#db/reach.ts'

/** How soon it is asked again whether the replica has what it lacked, longer each time. */
const WAITS_MS = [5, 10, 20, 50, 100, 250, 500, 1_000] as const
/** One that does not have it after so long is left until something else changes. */
const PATIENCE_MS = 60_000

/** A standby that is read, where what it lacks of the primary is nothing that we know of. */
export type Replica = {
  connection: pg.ClientConfig
  /** Something was written: until the replica has it, the primary is read. */
  noteChange(): void
  /** Whether it has all that was noted. */
  isFresh(): boolean
  /** Waits until it has all that is written by now. @returns whether it has, in time */
  catchUp(milliseconds: number): Promise<boolean>
  /** How far it is behind, in seconds; null where it does not answer, and is not fresh then. */
  readLag(): Promise<number | null>
  /** Lends its connections while it is fresh, else those of the primary, and those too where it cannot be reached. */
  orElse(primary: PostgresPool): PostgresPool
  close(): Promise<void>
}

/**
 * Reads from a replica, never what is older than what this process has heard of. Begins with the primary, until the replica is seen to
 * have what that has.
 * @param pool of the replica
 */
export function openReplica({ connection }: Reached, pool: pg.Pool, primary: pg.Pool): Replica {
  const lent: PostgresPool = pool
  let isFresh = false
  let isClosed = false
  /** Grows with each change; a look that began before one says nothing of it. */
  let changes = 0
  let looking: Promise<void> | null = null

  const hasAll = async (position: string) => {
    const { rows } = await pool.query<{ has: boolean }>(
      // On one that was made the primary there is nothing to replay.
      'select coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, not pg_is_in_recovery()) as has',
      [position],
    )
    return rows[0]?.has === true
  }
  const positionNow = async () => {
    const { rows } = await primary.query<{ position: string }>(
      'select pg_current_wal_insert_lsn()::text as position',
    )
    return rows[0]?.position ?? null
  }
  const waitFor = async (milliseconds: number) => {
    const until = performance.now() + milliseconds
    const position = await positionNow()
    for (let turn = 0; position !== null && !isClosed; turn++) {
      if (await hasAll(position)) return true
      const wait = WAITS_MS[Math.min(turn, WAITS_MS.length - 1)] ?? 0
      if (performance.now() + wait > until) return false
      await sleep(wait)
    }
    return false
  }
  const look = async () => {
    let seen: number
    do {
      seen = changes
      const has = await waitFor(PATIENCE_MS).catch(() => false)
      if (seen === changes) isFresh = has
    } while (seen !== changes && !isClosed)
    looking = null
  }
  const noteChange = () => {
    changes++
    isFresh = false
    looking ??= look()
  }
  noteChange()

  return {
    connection,
    noteChange,
    isFresh: () => isFresh,
    catchUp: (milliseconds) => waitFor(milliseconds).catch(() => false),
    async readLag() {
      try {
        const { rows } = await pool.query<{ lag: number }>(
          `select case when not pg_is_in_recovery() or pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
                  else coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0) end::float8 as lag`,
        )
        return rows[0]?.lag ?? null
      } catch {
        isFresh = false
        return null
      }
    },
    orElse: (other) => ({
      ...other,
      async connect() {
        if (!isFresh) return await other.connect()
        try {
          return await lent.connect()
        } catch {
          // Away: asked for again after the next change, and until then not.
          isFresh = false
          return await other.connect()
        }
      },
    }),
    async close() {
      isClosed = true
      await looking
      await pool.end()
    },
  }
}
