import { type Kysely, sql } from 'kysely'
import { readChanges } from '#api/change/feed.ts'
import { MATCHES, newsSince } from '#api/outgoing/rule/matching.ts'
import type { DB } from '#db/schema/index.ts'

/** So many changes go into one transaction. */
const BATCH = 2_000

/**
 * Puts into the outbox what rules tell of a batch of changes, and moves on in the feed, in one transaction: killed anywhere, it is as if it
 * had never run. A rule tells of a boost once, however often that changes and whatever becomes one with it.
 * @returns how much is new in it, of how many boosts something changed, and whether there is more to read
 */
export async function fillOutbox(
  db: Kysely<DB>,
  now: Date,
  batch = BATCH,
): Promise<{ queued: number; boosts: number; more: boolean }> {
  return await db.transaction().execute(async (trx) => {
    const cursor = await trx
      .selectFrom('outbox_cursor')
      .select('read_to')
      .forUpdate()
      .executeTakeFirstOrThrow()
    const { changes, position, more } = await readChanges(trx, cursor, batch)
    if (changes.length === 0) return { queued: 0, boosts: 0, more: false }
    const boostIds = [...new Set(changes.flatMap(({ boost_id }) => boost_id ?? []))]
    // All rules at once, in the order of the feed.
    const { numAffectedRows = 0n } = await sql`
      insert into outbox (id, way_id, rule_id, event, boost_id, queued_at)
      select gen_random_uuid(), r.way_id, r.id, r.event, b.id, ${now}
      from unnest(${boostIds}::uuid[]) with ordinality changed (id, place)
      join boosts b on b.id = changed.id
      join shows s on s.id = b.show_id
      join (select id, way_id, event, show_id, condition, greatest(since, ${newsSince(now)}) as since
        from sending_rules where active) r on true
      where ${MATCHES} and not exists (
        select from outbox o where o.rule_id = r.id
          and (o.boost_id = b.id or o.boost_id in (select id from boost_aliases where boost_id = b.id)))
      order by changed.place, r.id
      on conflict (rule_id, boost_id) do nothing`.execute(trx)
    await trx.updateTable('outbox_cursor').set(position).execute()
    return { queued: Number(numAffectedRows), boosts: boostIds.length, more }
  })
}
