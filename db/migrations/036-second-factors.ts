import { type Kysely, sql } from 'kysely'

/** A second factor at the sign-in: passkeys, codes of an app, codes for when both are lost; and what a session was last proven by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table passkeys (
      -- As the authenticator names it, in base64url.
      id text primary key check (id <> ''),
      user_id uuid not null references users on delete cascade,
      name text not null check (name <> ''),
      public_key bytea not null,
      -- Grows with each use of one that counts: one that does not was copied.
      counter bigint not null check (counter >= 0),
      transports text[] not null default '{}',
      created_at timestamptz not null default now(),
      last_used_at timestamptz
    );
    create index passkeys_by_user on passkeys (user_id);

    -- An app that shows codes; one of each person.
    create table code_apps (
      user_id uuid primary key references users on delete cascade,
      -- Sealed.
      secret text not null,
      -- Null until a code of it was given.
      confirmed_at timestamptz,
      -- The half minute of the last code that was taken: none counts twice.
      last_step bigint not null default 0
    );

    create table recovery_codes (
      user_id uuid not null references users on delete cascade,
      code_hash bytea not null check (octet_length(code_hash) = 32),
      used_at timestamptz,
      primary key (user_id, code_hash)
    );

    -- What was asked of somebody and is not answered yet; of a passkey alone, what was answered.
    create table factor_steps (
      token_hash bytea primary key check (octet_length(token_hash) = 32),
      kind text not null check (kind in ('sign-in', 'passkey', 'register', 'prove')),
      user_id uuid not null references users on delete cascade,
      challenge text not null,
      created_at timestamptz not null default now()
    );

    alter table sessions
      -- Null: by nothing beside the password.
      add column factor text check (factor in ('passkey', 'code', 'recovery', 'link')),
      -- When it was last seen that it is its person's.
      add column proven_at timestamptz not null default now(),
      -- What was last changed with it, as the audit log names it.
      add column last_action text,
      add column last_action_at timestamptz;

    -- The roles that come in by a second factor only.
    alter table installation add column factor_roles text[] not null default '{}'
      check (factor_roles <@ array['owner', 'host', 'bookkeeper'])`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table installation drop column factor_roles;
    alter table sessions drop column factor, drop column proven_at, drop column last_action, drop column last_action_at;
    drop table factor_steps, recovery_codes, code_apps, passkeys`.execute(db)
}
