import { type Kysely, sql } from 'kysely'

/** How a segment is planned, what a producer says to whoever reads it, and what is pinned to the top. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table segments
      add column plan jsonb not null default '{}',
      add column cue jsonb`.execute(db)
  await sql`alter table segment_items add column pinned boolean not null default false`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table segments drop column plan, drop column cue`.execute(db)
  await sql`alter table segment_items drop column pinned`.execute(db)
}
