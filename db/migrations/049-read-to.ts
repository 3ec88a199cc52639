import { type Kysely, sql } from 'kysely'

/** Who follows the feed of changes, and how far totals of shows are. */
const READERS = ['totals_state', 'rate_cursor', 'claim_cursor', 'outbox_cursor', 'totals_shows']

/**
 * How far the feed is read, as a snapshot: the transactions whose changes were read. A version before this one may run beside, and goes
 * on by its own columns; once none does, a later migration drops these.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What that version had read of its last transaction is read again.
  for (const reader of READERS)
    await sql`
      alter table ${sql.table(reader)} add column read_to pg_snapshot not null default '1:1:';
      update ${sql.table(reader)} set read_to = format('%s:%s:', xid, xid)::pg_snapshot where xid > '0'`.execute(
      db,
    )
  await sql`alter table job_states add column read_to pg_snapshot`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const reader of [...READERS, 'job_states'])
    await sql`alter table ${sql.table(reader)} drop column read_to`.execute(db)
}
