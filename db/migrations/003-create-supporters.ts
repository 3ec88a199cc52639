import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table supporters (
      id uuid primary key,
      name text not null,
      say_as text,
      note text,
      created_at timestamptz not null default now()
    )`.execute(db)
  await sql`
    create table supporter_names (
      id bigint generated always as identity primary key,
      name_key text not null check (name_key <> ''),
      app_key text not null default '',
      sender_id text not null default '',
      supporter_id uuid not null references supporters on delete cascade,
      name text not null,
      split_by_host boolean not null default false,
      unique (name_key, app_key, sender_id)
    )`.execute(db)
  await sql`
    create index supporter_names_by_sender_id on supporter_names (sender_id, app_key) where sender_id <> ''`.execute(
    db,
  )
  await sql`create index supporter_names_by_supporter on supporter_names (supporter_id)`.execute(db)
  await sql`
    create table supporter_aliases (
      id uuid primary key,
      supporter_id uuid not null references supporters on delete cascade
    )`.execute(db)
  await sql`create index supporter_aliases_by_supporter on supporter_aliases (supporter_id)`.execute(db)
  await sql`
    create table supporter_suggestions (
      supporter_id uuid not null references supporters on delete cascade,
      other_id uuid not null references supporters on delete cascade,
      reason text not null,
      dismissed boolean not null default false,
      created_at timestamptz not null default now(),
      primary key (supporter_id, other_id),
      check (supporter_id < other_id)
    )`.execute(db)
  await sql`create index supporter_suggestions_by_other on supporter_suggestions (other_id)`.execute(db)
  await sql`
    create table show_supporters (
      show_id integer not null references shows on delete cascade,
      supporter_id uuid not null references supporters on delete cascade,
      team boolean not null default false,
      hidden boolean not null default false,
      primary key (show_id, supporter_id)
    )`.execute(db)
  await sql`create index show_supporters_by_supporter on show_supporters (supporter_id)`.execute(db)
  await sql`create table anonymous_names (name_key text primary key)`.execute(db)
  await sql`
    insert into anonymous_names
    values ('anonymous'), ('anon'), ('anonymous user'), ('anonymous listener'), ('someone'), ('unknown')`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table anonymous_names, show_supporters, supporter_suggestions, supporter_aliases, supporter_names, supporters`.execute(
    db,
  )
}
