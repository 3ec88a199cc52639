import { type Kysely, sql } from 'kysely'

const LONGEST_APP = 200

/**
 * Since when a live item names its event of The Split Kit, which is that of who named it first: null where that is longer than this was
 * noted. And names of apps that are longer than indexes take, as they are kept now.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table live_items add column event_since timestamptz`.execute(db)
  for (const table of ['payments', 'boosts', 'claims'])
    await sql`update ${sql.table(table)} set app = left(app, ${LONGEST_APP}) where length(app) > ${LONGEST_APP}`.execute(
      db,
    )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table live_items drop column event_since`.execute(db)
}
