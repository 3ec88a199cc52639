import { type Kysely, sql } from 'kysely'

/** Work that was decided at once and is done in batches; its rows are what is still to be done. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table chores (
      id uuid primary key,
      work jsonb not null,
      created_at timestamptz not null default now()
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table chores`.execute(db)
}
