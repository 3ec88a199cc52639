import { type Kysely, sql } from 'kysely'

/**
 * Segments of recordings. Who is in an open one is a query; its items have what hosts said of a boost there and, once it is
 * closed, every boost as it was read. No foreign key to boosts: what was read stays, and ids are followed through their aliases.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table segments (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      -- The one closed before it.
      previous_id uuid references segments on delete set null,
      opened_at timestamptz not null,
      closed_at timestamptz check (closed_at >= opened_at),
      -- Where it went when the one before was opened again: reads and marks follow.
      merged_into uuid references segments on delete cascade,
      -- Boosts sent before are older ones; null: none is.
      floor timestamptz,
      -- When the one before was closed; null for a first one: streams and older boosts of since then count.
      recorded_from timestamptz,
      title text,
      -- Grows with every change, and the second with every change that was more than items' marks.
      revision bigint not null default 0,
      layout_revision bigint not null default 0,
      recording_started_at timestamptz,
      recording_offset_s double precision not null default 0,
      place jsonb,
      chapter_edits jsonb not null default '[]',
      -- Of a closed one: everything but its boosts, as it was read.
      frozen jsonb,
      check ((closed_at is null) = (frozen is null)),
      check (merged_into is null or closed_at is null),
      check ((previous_id is null) or (recorded_from is not null))
    );
    create unique index segments_open on segments (show_id) where closed_at is null and merged_into is null;
    create index segments_by_show on segments (show_id, closed_at desc, id desc);
    create index segments_by_previous on segments (previous_id) where previous_id is not null;
    create index segments_merged on segments (merged_into) where merged_into is not null;

    create table segment_items (
      segment_id uuid not null references segments on delete cascade,
      -- As it was at the time: may be an alias by now.
      boost_id uuid not null,
      status text not null default 'unread' check (status in ('unread', 'read', 'skipped', 'held')),
      starred boolean not null default false,
      note text,
      read_at timestamptz,
      -- Shown by itself, not among the others of its supporter.
      alone boolean not null default false,
      -- Where a host has put it, and after which boost.
      move_section text check (move_section in ('baller', 'boosts', 'fiat', 'member', 'thanks')),
      move_after uuid,
      moved_at timestamptz,
      -- Why it came along from the segment before.
      carried text check (carried in ('held', 'unread', 'older')),
      -- What it brought along from there, under the marks of this one.
      base jsonb not null default '{}',
      -- How many marks it has had, and the segment's revision at the last one.
      version integer not null default 0,
      revision bigint not null default 0,
      -- Of a closed segment: its place in the running order, and the boost as it was read.
      ordinal integer,
      frozen jsonb,
      primary key (segment_id, boost_id),
      check ((status = 'read') = (read_at is not null)),
      check ((move_section is null) = (moved_at is null)),
      check (move_section is not null or move_after is null),
      check ((ordinal is null) = (frozen is null))
    );
    create index segment_items_by_boost on segment_items (boost_id);
    create index segment_items_by_revision on segment_items (segment_id, revision);

    -- What hosts did to items, as their devices sent it.
    create table segment_marks (
      op_id uuid primary key,
      segment_id uuid not null references segments on delete cascade,
      boost_id uuid not null,
      set jsonb not null,
      -- The mark that it takes back.
      undo uuid,
      -- When the host made it, as far as can be known.
      made_at timestamptz not null,
      -- The item's version that the host saw, and the one that the mark made.
      seen_version integer,
      version integer not null,
      actor_id uuid,
      actor_name text not null,
      recorded_at timestamptz not null default now()
    );
    create index segment_marks_by_boost on segment_marks (segment_id, boost_id);

    -- What stood on a host's screen since when, for the pace and the chapters.
    create table segment_shown (
      id bigint generated always as identity primary key,
      segment_id uuid not null references segments on delete cascade,
      item text,
      shown_at timestamptz not null,
      word_count integer check (word_count >= 0),
      actor_id uuid not null,
      device text not null
    );
    create index segment_shown_by_time on segment_shown (segment_id, shown_at);
    create index segment_shown_by_actor on segment_shown (actor_id, shown_at desc);

    create table show_air_settings (
      show_id integer primary key references shows on delete cascade,
      settings jsonb not null
    );

    -- A show that was merged into another is deleted at the end; its segments go to the other, the open one into its open one.
    create function move_segments() returns trigger language plpgsql as $$
    declare
      target integer := (to_jsonb(old) ->> 'merged_into')::integer;
      survivor uuid;
    begin
      if target is null then return old; end if;
      select id into survivor from segments
      where show_id = target and closed_at is null and merged_into is null;
      if survivor is not null then
        update segments set merged_into = survivor
        where show_id = old.id and closed_at is null and merged_into is null;
        insert into segment_items (segment_id, boost_id, status, starred, note, read_at, alone, carried, base, version, revision)
        select survivor, i.boost_id, i.status, i.starred, i.note, i.read_at, i.alone, i.carried, i.base, i.version, 0
        from segment_items i join segments s on s.id = i.segment_id
        where s.show_id = old.id and s.merged_into = survivor
        on conflict do nothing;
        update segment_marks m set segment_id = survivor
        from segments s where s.id = m.segment_id and s.show_id = old.id and s.merged_into = survivor;
      end if;
      update segments set show_id = target where show_id = old.id;
      return old;
    end $$;
    create trigger move_segments before delete on shows for each row execute function move_segments()`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger move_segments on shows`.execute(db)
  await sql`drop function move_segments()`.execute(db)
  await sql`drop table show_air_settings, segment_shown, segment_marks, segment_items, segments`.execute(db)
}
