import { type Kysely, sql } from 'kysely'

/** The address that apps post boosts to: the show's switch, the feed's tags, who may post, and what was seen already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shows add column metaboost boolean not null default true`.execute(db)
  // The channel's metaBoost tags, as they were last read; null: not looked for yet.
  await sql`alter table feeds add column metaboost jsonb`.execute(db)
  await sql`
    create table metaboost_apps (
      app_id text primary key check (app_id ~ '^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$'),
      -- As the registry last gave it, when, and by which mark of it; null: it has none.
      record jsonb,
      etag text,
      checked_at timestamptz,
      -- What an owner said: a key that is trusted whatever the registry says (its 32 bytes in base64url), and a name for it.
      own_key text,
      own_name text,
      blocked_at timestamptz,
      created_at timestamptz not null default now()
    );

    -- Which apps have posted to which show.
    create table metaboost_posts (
      show_id integer not null references shows on delete cascade,
      app_id text not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      posts bigint not null,
      primary key (show_id, app_id)
    );

    create table metaboost_blocked_senders (
      sender_guid uuid primary key,
      name text,
      blocked_at timestamptz not null default now()
    );

    -- Signatures that were used, by a digest of who signed and their mark, for as long as they could be used again.
    create table metaboost_uses (
      digest bytea primary key,
      until timestamptz not null
    );
    create index metaboost_uses_by_end on metaboost_uses (until);

    -- What listeners did in the last minute, by a digest of it: an app that tries again is given the same id.
    create table metaboost_actions (
      digest bytea primary key,
      message_guid uuid not null,
      done_at timestamptz not null,
      -- What is to be claimed, as JSON; null once it is.
      report text
    );
    create index metaboost_actions_open on metaboost_actions (done_at) where report is not null;
    create index metaboost_actions_by_time on metaboost_actions (done_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table metaboost_actions, metaboost_uses, metaboost_blocked_senders, metaboost_posts, metaboost_apps`.execute(
    db,
  )
  await sql`alter table feeds drop column metaboost`.execute(db)
  await sql`alter table shows drop column metaboost`.execute(db)
}
