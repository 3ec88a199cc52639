import { type Kysely, sql } from 'kysely'

/** The people behind sender names and ids. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table supporters (
      id uuid primary key,
      -- As last used, trimmed and without @.
      name text not null,
      -- How it is pronounced on air.
      say_as text,
      note text,
      created_at timestamptz not null default now()
    );

    create table supporter_names (
      id bigint generated always as identity primary key,
      name_key text not null check (name_key <> ''),
      -- Lower-case app name, or '' where the sender has no id there.
      app_key text not null default '',
      sender_id text not null default '',
      -- Null where its owner asked to be nobody: known, so that later payments are nobody's either.
      supporter_id uuid references supporters on delete cascade,
      -- As written; '' where its owner asked to be nobody.
      name text not null,
      split_by_host boolean not null default false,
      unique (name_key, app_key, sender_id)
    );
    create index supporter_names_by_sender_id on supporter_names (sender_id, app_key) where sender_id <> '';
    create index supporter_names_by_supporter on supporter_names (supporter_id);

    create table supporter_aliases (
      id uuid primary key,
      supporter_id uuid not null references supporters on delete cascade
    );
    create index supporter_aliases_by_supporter on supporter_aliases (supporter_id);

    -- Two who may be one, which a host decides.
    create table supporter_suggestions (
      supporter_id uuid not null references supporters on delete cascade,
      other_id uuid not null references supporters on delete cascade,
      reason text not null,
      dismissed boolean not null default false,
      created_at timestamptz not null default now(),
      primary key (supporter_id, other_id),
      check (supporter_id < other_id)
    );
    create index supporter_suggestions_by_other on supporter_suggestions (other_id);

    -- What somebody is to one show. Team and hidden stay out of segments, totals and public pages, and in the books.
    create table show_supporters (
      show_id integer not null references shows on delete cascade,
      supporter_id uuid not null references supporters on delete cascade,
      team boolean not null default false,
      hidden boolean not null default false,
      primary key (show_id, supporter_id)
    );
    create index show_supporters_by_supporter on show_supporters (supporter_id);

    -- Names that are nobody's, never summed as one person.
    create table anonymous_names (name_key text primary key);
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
