import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_keys (
      id uuid primary key,
      name text not null check (name <> ''),
      key_hash bytea not null unique check (octet_length(key_hash) = 32),
      prefix text not null,
      scopes text[] not null
        check (cardinality(scopes) > 0 and scopes <@ array['intake', 'read', 'export', 'admin']),
      source text check (source <> ''),
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      last_used_from text,
      revoked_at timestamptz
    )`.execute(db)
  await sql`create unique index api_keys_by_name on api_keys (name) where revoked_at is null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table api_keys`.execute(db)
}
