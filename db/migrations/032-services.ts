import { type Kysely, sql } from 'kysely'

/** The processes that share this database, each with the pulse by which the others know that it lives. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table services (
      id uuid primary key,
      host text not null,
      pid integer not null,
      -- Tells whether two have the same SECRET_KEY, and nothing of it.
      key_check text not null,
      started_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table services`.execute(db)
}
