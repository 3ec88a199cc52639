import { type Kysely, sql } from 'kysely'

/** Links that sign somebody in once; and which wallet a key bound to a source reports on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in_links (
      token_hash bytea primary key check (octet_length(token_hash) = 32),
      user_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null check (expires_at > created_at),
      used_at timestamptz
    );
    create index sign_in_links_by_user on sign_in_links (user_id);

    -- Of a key bound to a source: the wallet that it may name; null for the source's own.
    alter table api_keys add column wallet text check (wallet <> ''), add check (wallet is null or source is not null)`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys drop column wallet;
    drop table sign_in_links`.execute(db)
}
