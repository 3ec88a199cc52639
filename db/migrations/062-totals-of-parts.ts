import { type Kysely, sql } from 'kysely'

const COUNTS = ['boosts', 'autos', 'streams', 'free', 'fiat', 'minutes', 'anonymous']
const AMOUNTS = [
  ...['boosts_counted_msat', 'boosts_received_msat', 'autos_counted_msat', 'autos_received_msat'],
  'streams_received_msat',
]

/** What each episode, app, wallet and rail came to of all time, as shows have it already: no list of episodes adds up the days of years. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = [
    ...COUNTS.map((name) => `${name} integer not null`),
    ...AMOUNTS.map((name) => `${name} bigint not null`),
  ]
  await sql`
    create table totals_parts (
      show_id integer not null,
      part text collate "C" not null check (part in ('episode', 'app', 'wallet', 'rail')),
      key text collate "C" not null,
      ${sql.raw(columns.join(', '))},
      -- How many cells of days it is the sum of.
      days integer not null,
      -- How many different ones gave for an episode; null where that is to be counted anew.
      supporters integer,
      primary key (show_id, part, key)
    )`.execute(db)
  // As of when they are; where that is not `as_of`, somebody who knows them not has been there.
  await sql`alter table totals_shows add column parts_as_of timestamptz`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table totals_parts; alter table totals_shows drop column parts_as_of`.execute(db)
}
