import { type Kysely, sql } from 'kysely'

/** How each job's rounds went, whichever process made them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table job_states (
      name text primary key,
      started_at timestamptz not null,
      ended_at timestamptz,
      duration_ms integer check (duration_ms >= 0),
      went_well_at timestamptz,
      seen xid8,
      failed_at timestamptz,
      error text,
      runs bigint not null default 0,
      failures bigint not null default 0
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table job_states`.execute(db)
}
