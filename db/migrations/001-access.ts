import { type Kysely, sql } from 'kysely'

/** The installation itself; who may use it, and what they did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation (
      only_row boolean primary key default true check (only_row),
      -- Another one after a restore: cursors of the feed of changes hold only within one.
      change_epoch uuid not null default gen_random_uuid(),
      created_at timestamptz not null default now()
    );
    insert into installation default values;

    create table users (
      id uuid primary key,
      email text not null unique check (email <> '' and email = lower(email)),
      name text check (name <> ''),
      role text not null check (role in ('owner', 'host', 'bookkeeper')),
      -- PHC string; null for one who only comes through a trusted proxy.
      password_hash text,
      created_at timestamptz not null default now(),
      last_signed_in_at timestamptz
    );

    create table sessions (
      -- Names the session in lists; says nothing about its token.
      id uuid primary key,
      -- SHA-256 of the cookie's value.
      token_hash bytea not null unique check (octet_length(token_hash) = 32),
      user_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      last_used_at timestamptz not null default now(),
      address text,
      user_agent text
    );
    create index sessions_by_user on sessions (user_id);

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
    );

    -- The link by which the first owner signs up.
    create table setup_links (
      token_hash bytea primary key check (octet_length(token_hash) = 32),
      created_at timestamptz not null default now(),
      used_at timestamptz
    );

    create table api_keys (
      id uuid primary key,
      name text not null check (name <> ''),
      -- SHA-256 of the whole key.
      key_hash bytea not null unique check (octet_length(key_hash) = 32),
      -- The first letters, to tell keys apart.
      prefix text not null,
      scopes text[] not null
        check (cardinality(scopes) > 0 and scopes <@ array['intake', 'read', 'export', 'admin']),
      -- The only source that it may report for; null for any.
      source text check (source <> ''),
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      last_used_from text,
      revoked_at timestamptz
    );
    create unique index api_keys_by_name on api_keys (name) where revoked_at is null;

    -- No foreign keys: what was done stays known after the person or key is gone.
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
    );
    create index audit_log_by_actor on audit_log (actor_id, id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table audit_log, api_keys, setup_links, invites, sessions, users, installation`.execute(db)
}
