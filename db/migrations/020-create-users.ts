import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table users (
      id uuid primary key,
      email text not null unique check (email <> '' and email = lower(email)),
      name text check (name <> ''),
      role text not null check (role in ('owner', 'host', 'bookkeeper')),
      password_hash text,
      created_at timestamptz not null default now(),
      last_signed_in_at timestamptz
    )`.execute(db)
  await sql`
    create table sessions (
      id uuid primary key,
      token_hash bytea not null unique check (octet_length(token_hash) = 32),
      user_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      last_used_at timestamptz not null default now(),
      address text,
      user_agent text
    )`.execute(db)
  await sql`create index sessions_by_user on sessions (user_id)`.execute(db)
  await sql`
    create table invites (
      id uuid primary key,
      token_hash bytea not null unique check (octet_length(token_hash) = 32),
      email text not null check (email <> '' and email = lower(email)),
      role text not null check (role in ('owner', 'host', 'bookkeeper')),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null check (expires_at > created_at),
      used_at timestamptz,
      revoked_at timestamptz,
      check (num_nonnulls(used_at, revoked_at) <= 1)
    )`.execute(db)
  await sql`
    create table setup_links (
      token_hash bytea primary key check (octet_length(token_hash) = 32),
      created_at timestamptz not null default now(),
      used_at timestamptz
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table setup_links, invites, sessions, users`.execute(db)
}
