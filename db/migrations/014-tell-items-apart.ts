import { type Kysely, sql } from 'kysely'

/** What tells a feed's items from each other, how long episodes are, and guids that several items share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table episodes add column duration_s integer check (duration_s > 0)`.execute(db)
  // None: several items of the feed have this guid, so that it names no episode.
  await sql`alter table episode_names alter column episode_id drop not null`.execute(db)
  // Enclosure and link where no other item has them; whether the feed still has the item, null where nobody has looked yet.
  await sql`
    alter table feed_items
      add column duration_s integer,
      add column enclosure_url text,
      add column link text,
      add column in_feed boolean`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table feed_items drop column duration_s, drop column enclosure_url, drop column link, drop column in_feed`.execute(
    db,
  )
  await sql`delete from episode_names where episode_id is null`.execute(db)
  await sql`alter table episode_names alter column episode_id set not null`.execute(db)
  await sql`alter table episodes drop column duration_s`.execute(db)
}
