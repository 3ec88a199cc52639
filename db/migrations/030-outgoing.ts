import { type Kysely, sql } from 'kysely'

/** What goes out: rules of when something is told, the ways by which it is, and what waits to be sent or was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ways_out (
      id integer generated always as identity primary key,
      name text not null unique check (name <> ''),
      kind text not null check (kind in ('webhook')),
      settings jsonb not null,
      -- Sealed: its address and whatever else is nobody's business.
      secret text not null,
      -- Null: as fast as it takes it.
      per_minute integer check (per_minute between 1 and 600),
      active boolean not null default true,
      -- When it was last tried, as far back as a minute.
      tried timestamptz[] not null default '{}',
      -- How often in a row it could not be reached, and before when it is not tried again.
      failures integer not null default 0,
      next_at timestamptz not null default now(),
      created_at timestamptz not null default now()
    );

    create table sending_rules (
      id integer generated always as identity primary key,
      event text not null check (event in ('arrived', 'reported', 'read')),
      -- Null: any show of one's own.
      show_id integer references shows on delete cascade,
      condition jsonb not null,
      way_id integer not null references ways_out on delete cascade,
      active boolean not null default true,
      -- What happened before is not told.
      since timestamptz not null default now()
    );
    create index sending_rules_by_way on sending_rules (way_id);
    create index sending_rules_by_show on sending_rules (show_id) where show_id is not null;

    create table outbox (
      id uuid primary key,
      -- The order in which a way sends.
      place bigint generated always as identity unique,
      way_id integer not null references ways_out on delete cascade,
      rule_id integer references sending_rules on delete set null,
      event text not null check (event in ('arrived', 'reported', 'read', 'test')),
      -- Under any id that it has had. No foreign key: what is to be told must not hold up intake.
      boost_id uuid,
      state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'left_out')),
      attempts integer not null default 0,
      queued_at timestamptz not null default now(),
      tried_at timestamptz,
      -- What was answered, or why nothing was: a sentence, with the beginning of the answer's own words.
      answer text,
      -- A rule tells of a boost once.
      unique (rule_id, boost_id)
    );
    create index outbox_waiting on outbox (way_id, place) where state = 'waiting';
    create index outbox_by_way on outbox (way_id);

    -- How far the feed of changes was read for what is to be told.
    create table outbox_cursor (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0
    );
    insert into outbox_cursor (xid) values (pg_current_xact_id())`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table outbox_cursor, outbox, sending_rules, ways_out`.execute(db)
}
