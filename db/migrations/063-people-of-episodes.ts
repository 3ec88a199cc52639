import { type Kysely, sql } from 'kysely'

/** Beside how many gave for an episode: how many of them streamed, when they first gave for it, and who gave most; no page counts all of them anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table totals_parts
      -- Known where supporters is: of these, how many streamed,
      add column listeners integer,
      -- how many first gave for it on each of some days,
      add column first_days date[],
      add column first_people integer[],
      -- and who gave most, the most first.
      add column best uuid[],
      add column best_msat numeric[],
      add column best_boosts integer[]`.execute(db)
  await sql`update totals_parts set supporters = null where part = 'episode'`.execute(db)
  // Else whoever asks for what is of no episode reads everybody's days.
  await sql`create index totals_supporter_days_of_none on totals_supporter_days (show_id) where episode_id is null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index totals_supporter_days_of_none;
    alter table totals_parts drop column listeners, drop column first_days, drop column first_people,
      drop column best, drop column best_msat, drop column best_boosts`.execute(db)
}
