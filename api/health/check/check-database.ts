import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { bad, type Finding, well } from '#api/health/check/finding.ts'
import { lastMigration } from '#db/backup/list-contents.ts'
import { knownMigrations } from '#db/migrate.ts'
import { findTrigrams } from '#db/trigrams.ts'

/** PostgreSQL of before this is not tried any more. */
const OLDEST = 150_000
/** So many connections one process of ours may have: its pools, and those that listen, follow and lock. */
const OURS = 24
/** Whoever wants what such a transaction changed waits for it. */
const LONG_S = 60
/** A clock that differs by more is another machine's that goes wrong. */
const OFF_S = 5

type Row = {
  version: string
  number: number
  is_read_only: boolean
  free: number
  most: number
  off_s: number
  oldest_s: number | null
  lock_timeout: string
}

/** Whether the database is as Readout needs it. */
export async function checkDatabase({
  database,
  now,
}: Pick<Context, 'database' | 'now'>): Promise<Finding[]> {
  const about = 'database'
  const { rows } = await sql<Row>`
    select current_setting('server_version') as version, current_setting('server_version_num')::integer as number,
      current_setting('transaction_read_only') = 'on' as is_read_only,
      current_setting('max_connections')::integer as most,
      current_setting('max_connections')::integer - (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as free,
      extract(epoch from clock_timestamp() - ${now()}::timestamptz)::float8 as off_s,
      (select max(extract(epoch from now() - xact_start))::float8 from pg_stat_activity
        where backend_xid is not null and pid <> pg_backend_pid()) as oldest_s,
      current_setting('lock_timeout') as lock_timeout`.execute(database.db)
  const [row] = rows
  if (!row) return []
  const findings: Finding[] = []
  const look = (says: string, step: string, how: 'look' | 'broken' = 'look') =>
    void findings.push(bad(about, how, says, step))
  if (row.number < OLDEST)
    look(`It is PostgreSQL ${row.version}.`, 'Move to PostgreSQL 15 or newer.', 'broken')
  if (row.is_read_only)
    look(
      'It takes nothing that is written.',
      'Point DATABASE_URL at the one that is written to (several hosts are divided by commas), or make room on its disk.',
      'broken',
    )
  if (row.free < OURS)
    look(
      `${row.free} of ${row.most} connections are free, and a process of Readout may take ${OURS}.`,
      'Raise max_connections, or put a pooler in front and say so by DATABASE_POOLER.',
    )
  if (Math.abs(row.off_s) > OFF_S)
    look(
      `Its clock is ${Math.round(row.off_s)} seconds off ours.`,
      'Have both machines set their clocks by NTP.',
    )
  if ((row.oldest_s ?? 0) > LONG_S)
    look(
      `A transaction that writes has been open for ${Math.round(row.oldest_s ?? 0)} seconds, and holds up whoever wants what it changed.`,
      'See what it is: select pid, application_name, query from pg_stat_activity where backend_xid is not null;',
    )
  if (row.lock_timeout === '0')
    look(
      'Nothing ends the waiting for a lock behind this pooler.',
      `Set it for the role, once: alter role current_user set lock_timeout = '20s';`,
    )
  const last = await lastMigration(database.pool)
  findings.push(...(await checkLevel(last)))
  if (last !== null && (await findTrigrams(database.pool)) === null)
    look(
      'pg_trgm is not there, so a search reads every boost.',
      'Have it added by whoever may: create extension pg_trgm; then, as our role: ' +
        `create index boosts_by_text on ${database.schema}.boosts using gin (search gin_trgm_ops);`,
    )
  return findings.length > 0
    ? findings
    : [well(about, `PostgreSQL ${row.version}, with ${row.free} connections free.`)]
}

/** Whether it is of this version. @param last migration that it went through */
async function checkLevel(last: string | null): Promise<Finding[]> {
  const known = await knownMigrations()
  if (last === null)
    return [bad('database', 'look', 'It was never used.', 'Start Readout once: it makes its tables.')]
  if (!known.includes(last))
    return [
      bad(
        'database',
        'broken',
        `A newer Readout has used it (at ${last}).`,
        'Start that one, or restore a backup elsewhere.',
      ),
    ]
  if (last !== known.at(-1))
    return [
      bad(
        'database',
        'look',
        `It is of an older version (at ${last}).`,
        'The next start brings it up to date.',
      ),
    ]
  return []
}
