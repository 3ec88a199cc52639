import { type Kysely, sql } from 'kysely'

/** When what was read on air becomes public: with its segment's closing, or once the feed has its episode. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Null: with the episode where the show has a feed.
  await sql`
    alter table public_settings add column aired_with text check (aired_with in ('closing', 'episode'))`.execute(
    db,
  )
  // When a host said that it may be public, whatever the feed has.
  await sql`alter table segments add column aired_at timestamptz`.execute(db)
  await sql`alter table feed_items add column first_seen_at timestamptz`.execute(db)
  // What was there before was there when it came out.
  await sql`update feed_items set first_seen_at = coalesce(published_at, '1970-01-01')`.execute(db)
  await sql`
    alter table feed_items alter column first_seen_at set default now(), alter column first_seen_at set not null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feed_items drop column first_seen_at`.execute(db)
  await sql`alter table segments drop column aired_at`.execute(db)
  await sql`alter table public_settings drop column aired_with`.execute(db)
}
