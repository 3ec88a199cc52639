import { type Kysely, sql } from 'kysely'

/** A source that reports on no wallet: what is said on Nostr, relay by relay. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sources alter column wallet_id drop not null;
    alter table sources add constraint sources_wallet_check check (wallet_id is not null or kind = 'nostr');

    -- What a source brought lately: who may take it back, and what.
    create index claims_of_source on claims (source_id, sent_at desc) where source_id is not null;

    create table nostr_relays (
      source_id integer not null references sources on delete cascade,
      url text not null,
      -- Those who boost write to it, and nobody here named it.
      found boolean not null default false,
      -- All that it had until then was listed; null: nothing yet.
      seen_at timestamptz,
      state text not null default 'connecting' check (state in ('connecting', 'connected', 'failing')),
      -- What is wrong, as a sentence.
      problem text,
      state_since timestamptz not null default now(),
      primary key (source_id, url),
      check ((state = 'failing') = (problem is not null))
    );

    -- Of which shows and episodes a relay's whole past was listed; what is followed anew is not among them.
    create table nostr_listed (
      source_id integer not null,
      url text not null,
      -- The first half of the SHA-256 of what was asked for: guids may be longer than an index takes.
      digest bytea not null check (length(digest) = 16),
      primary key (source_id, url, digest),
      foreign key (source_id, url) references nostr_relays on delete cascade
    );

    -- What keys say of themselves.
    create table nostr_people (
      key text primary key check (key ~ '^[0-9a-f]{64}$'),
      name text,
      is_bot boolean not null default false,
      -- Where they write.
      relays text[] not null default '{}',
      read_at timestamptz not null
    );

    -- With which key the server of a Lightning address signs zap receipts; null where it signs none.
    create table nostr_servers (
      address text primary key,
      key text check (key ~ '^[0-9a-f]{64}$'),
      asked_at timestamptz not null
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index claims_of_source;
    drop table nostr_servers, nostr_people, nostr_listed, nostr_relays;
    delete from sources where wallet_id is null;
    alter table sources drop constraint sources_wallet_check;
    alter table sources alter column wallet_id set not null`.execute(db)
}
