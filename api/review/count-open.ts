import { type Kysely, sql } from 'kysely'
import type { NeedsLookJson } from '#api/contract/review.ts'
import type { DB } from '#db/schema/index.ts'

/** Counts what waits for a host. */
export async function countNeedsLook(db: Kysely<DB>): Promise<NeedsLookJson> {
  const { rows } = await sql<Omit<NeedsLookJson, 'total'>>`
    select
      (select count(*) from payments where needs_look is not null and not set_aside) as payments,
      (select count(*) from shows where status = 'provisional' and not demo) as shows,
      (select count(*) from boosts join shows on shows.id = boosts.show_id
        where possible_double and payment_count > 0 and shows.status <> 'set_aside') as possible_doubles,
      (select count(*) from supporter_suggestions where not dismissed) as supporters`.execute(db)
  const counts = rows[0] ?? { payments: 0, shows: 0, possible_doubles: 0, supporters: 0 }
  return { total: Object.values(counts).reduce((sum, count) => sum + count, 0), ...counts }
}
