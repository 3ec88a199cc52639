import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // No foreign keys: what was done stays known after the person or key is gone.
  await sql`
    create table audit_log (
      id uuid primary key,
      at timestamptz not null default now(),
      actor_kind text not null check (actor_kind in ('person', 'key', 'command', 'nobody')),
      actor_id uuid,
      actor_name text not null,
      action text not null,
      subject jsonb not null default '{}' check (jsonb_typeof(subject) = 'object'),
      address text,
      detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object')
    )`.execute(db)
  await sql`create index audit_log_by_actor on audit_log (actor_id, id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table audit_log`.execute(db)
}
