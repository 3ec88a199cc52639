import { type Kysely, sql } from 'kysely'

/** Who gave on a day by an app, or to a wallet or by a rail: a view of one of these counts people without reading what they paid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table totals_people (
      show_id integer not null,
      part text collate "C" not null check (part in ('app', 'wallet', 'rail')),
      -- Of the show's time zone.
      day date not null,
      -- The wallet's id, the app's or rail's name; empty for none.
      key text collate "C" not null,
      -- Supporters, each once, in order.
      who uuid[] not null,
      primary key (show_id, part, day, key)
    )`.execute(db)
  // As of when they are; where that is not `as_of`, somebody who knows them not has been there.
  await sql`alter table totals_shows add column people_as_of timestamptz`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table totals_people; alter table totals_shows drop column people_as_of`.execute(db)
}
