import { type Kysely, sql } from 'kysely'
import { PlainError } from '#api/lib/errors.ts'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'

/** The migrations that the baselines, 001 to 009, took the place of. */
const EARLY = [
  '001-create-shows',
  '002-create-wallets',
  '003-create-supporters',
  '004-create-boosts',
  '005-create-payments',
  '006-create-changes',
  '007-remember-what-speaks',
  '010-order-boosts',
  '011-end-rules',
  '015-create-chores',
  '016-add-show-past',
  '017-let-names-be-nobody',
  '020-create-users',
  '021-create-api-keys',
  '022-create-audit-log',
  '023-create-job-states',
  '030-create-totals',
  '040-create-segments',
  '041-index-supporter-history',
  '050-create-public-settings',
  '060-create-rates',
  '061-create-closed-months',
  '070-create-connections',
  '071-create-metadata-fetches',
  '072-create-feeds',
  '080-find-conflicts-by-hash',
  '081-publish-splits',
]

const BASELINES = [
  '001-access',
  '002-shows',
  '003-wallets',
  '004-supporters',
  '005-boosts',
  '006-payments',
  '007-changes-and-jobs',
  '008-totals-and-books',
  '009-segments',
]
/** The level that a database has where the early ones left it. */
export const LAST_BASELINE = '009-segments'

const TABLES = new Map([
  ['chores', 'tasks'],
  ['feed_horizon', 'change_horizon'],
])
const COLUMNS: Record<string, Record<string, string>> = {
  installation: { feed_epoch: 'change_epoch' },
  boosts: { by_hand: 'corrected_columns' },
  payments: { has_reading: 'has_metadata', reading_rank: 'metadata_rank' },
  job_states: { went_well_at: 'succeeded_at', seen: 'seen_xid' },
  segment_shown: { words: 'word_count' },
}
const INDEXES = new Map([
  ['boosts_perhaps_double', 'boosts_possible_double'],
  ['payments_to_look_at', 'payments_needing_look'],
  ['rate_days_by_turn', 'rate_days_due'],
])

/**
 * Makes a database of before the baselines one that they made, in one transaction: the same tables under today's names. Leaves
 * any other as it is.
 * @throws PlainError where it stopped on the way to the last of the early migrations
 */
export async function moveToBaselines({ db, schema }: Pick<Database, 'db' | 'schema'>): Promise<void> {
  const { rows } = await sql<{ used: boolean }>`
    select to_regclass(format('%I.migrations', ${schema}::text)) is not null as used`.execute(db)
  if (!rows[0]?.used) return
  await db.transaction().execute(async (trx) => {
    // Whoever starts at the same moment waits for the end of this, and finds nothing left to do.
    await sql`lock table migrations in access exclusive mode`.execute(trx)
    const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(trx)
    const early = rows.map(({ name }) => name).filter((name) => EARLY.includes(name))
    if (early.length === 0) return
    if (early.length < EARLY.length || rows.length > EARLY.length)
      throw new PlainError(`This database was left at ${early.at(-1)} by an early Readout. ${TOO_EARLY}`)
    await renameAll(trx)
    await sql`delete from migrations`.execute(trx)
    await sql`
      insert into migrations (name, timestamp)
      select name, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from unnest(${BASELINES}::text[]) name`.execute(
      trx,
    )
  })
}

const TOO_EARLY = 'Only its last version, 0.1.0, is brought up to date: start that one once, then this one.'

/**
 * The level of a backup, and its tables as they are called there, whichever Readout wrote it.
 * @param migration the last of the database that it was made of
 * @throws PlainError where that was before the last of the early migrations
 */
export function levelOf(
  migration: string,
  file: string,
): {
  migration: string
  nameTable<T extends { name: string; columns: string[] }>(table: T): T
} {
  if (!EARLY.includes(migration)) return { migration, nameTable: (table) => table }
  if (migration !== EARLY.at(-1))
    throw new PlainError(`${file} was made by an early Readout, at ${migration}. ${TOO_EARLY_BACKUP}`)
  return {
    migration: LAST_BASELINE,
    nameTable: (table) => ({
      ...table,
      name: TABLES.get(table.name) ?? table.name,
      columns: table.columns.map((column) => COLUMNS[table.name]?.[column] ?? column),
    }),
  }
}

const TOO_EARLY_BACKUP =
  'Only backups of its last version, 0.1.0, are restored: restore it there, and take another one.'

async function renameAll(db: Kysely<DB>): Promise<void> {
  for (const [table, columns] of Object.entries(COLUMNS))
    for (const [from, to] of Object.entries(columns)) {
      await sql`alter table ${sql.ref(table)} rename column ${sql.ref(from)} to ${sql.ref(to)}`.execute(db)
      await renameConstraints(db, table, `${table}_${from}_`, `${table}_${to}_`)
    }
  for (const [from, to] of TABLES) {
    await sql`alter table ${sql.ref(from)} rename to ${sql.ref(to)}`.execute(db)
    await renameConstraints(db, to, `${from}_`, `${to}_`)
  }
  for (const [from, to] of INDEXES)
    await sql`alter index ${sql.ref(from)} rename to ${sql.ref(to)}`.execute(db)
  await sql`update job_states set name = 'tasks' where name = 'chores'`.execute(db)
  await sql`alter trigger keep_segments on shows rename to move_segments`.execute(db)
  await sql`alter function keep_segments() rename to move_segments`.execute(db)
}

/** Constraints are named after their tables and columns, and keep that name when these get others. */
async function renameConstraints(db: Kysely<DB>, table: string, from: string, to: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint
    where conrelid = ${table}::regclass and starts_with(conname, ${from})`.execute(db)
  for (const { name } of rows)
    await sql`
      alter table ${sql.ref(table)} rename constraint ${sql.ref(name)} to ${sql.ref(to + name.slice(from.length))}`.execute(
      db,
    )
}
