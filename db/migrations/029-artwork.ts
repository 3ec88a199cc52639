import { type Kysely, sql } from 'kysely'

/** Pictures that feeds name for shows and episodes, as Readout serves them, and a show's own site. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feeds add column site_url text`.execute(db)
  await sql`alter table feed_items add column image_url text`.execute(db)
  await sql`
    create table artwork (
      show_id integer not null references shows on delete cascade,
      url text not null,
      -- As pages show it, and larger, as cards hold it; null: there is none that could be taken.
      small bytea,
      large bytea,
      etag text,
      -- Why there is none, as a sentence.
      problem text,
      failures integer not null default 0,
      next_at timestamptz not null,
      primary key (show_id, url),
      check ((small is null) = (large is null))
    )`.execute(db)
  // Feeds are read whole once more: what is new here was passed over before.
  await sql`update feeds set etag = null, last_modified = null, next_at = least(next_at, now())`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table artwork`.execute(db)
  await sql`alter table feed_items drop column image_url`.execute(db)
  await sql`alter table feeds drop column site_url`.execute(db)
}
