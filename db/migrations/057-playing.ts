import { type Kysely, sql } from 'kysely'

/** What was on as a boost was sent, another's song or a guest, and how The Split Kit calls what a live show puts on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments add playing text;
    alter table boosts add playing text;
    alter table claims add playing text;
    alter table live_items
      -- Where what is on is told while it is live.
      add event_url text;
    create table live_blocks (
      event_guid text not null,
      block_guid text not null,
      title text not null,
      seen_at timestamptz not null,
      primary key (event_guid, block_guid)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table live_blocks;
    alter table live_items drop event_url;
    alter table claims drop playing;
    alter table boosts drop playing;
    alter table payments drop playing`.execute(db)
}
