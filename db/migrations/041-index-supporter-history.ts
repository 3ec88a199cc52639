import { type Kysely, sql } from 'kysely'

/** What a supporter did for a show is summed from the index alone, however far apart their boosts lie. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index boosts_of_supporter on boosts (show_id, supporter_id, sent_at, id) include (counted_msat, episode_id)
    where payment_count > 0 and not hidden`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index boosts_of_supporter`.execute(db)
}
