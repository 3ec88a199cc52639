import { type Kysely, sql } from 'kysely'

/** Webhooks for anything: which field of what a service sends means what, and the secret of the address that it sends to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhooks (
      source_id integer primary key references sources on delete cascade,
      -- Of the last part of its address; the address itself is not kept.
      token_hash bytea not null unique,
      mapping jsonb not null,
      created_at timestamptz not null default now(),
      -- When something last came, and why the last of it could not be read, with what it was.
      came_at timestamptz,
      problem text,
      unread bytea
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table webhooks`.execute(db)
}
