import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { factHappeningSchema, sendingConditionSchema } from '#api/contract/outgoing/rule.ts'
import { findFacts } from '#api/outgoing/fact/find-facts.ts'
import { newsSince } from '#api/outgoing/rule/matching.ts'
import type { DB } from '#db/schema/index.ts'

/** Puts into the outbox what rules tell of that is of no boost, and that no change of the feed tells of; each once by its rule. @returns how many */
export async function queueFacts(db: Kysely<DB>, now: Date): Promise<number> {
  const rules = await db
    .selectFrom('sending_rules')
    .selectAll()
    .where('active', '=', true)
    .where('event', 'in', factHappeningSchema.options)
    .orderBy('id')
    .execute()
  let queued = 0n
  for (const { id, event, way_id, show_id, condition, since } of rules) {
    const asked = {
      event: factHappeningSchema.parse(event),
      show_id,
      condition: sendingConditionSchema.parse(condition),
      since: new Date(Math.max(since.getTime(), newsSince(now).getTime())),
    }
    const found = await findFacts(db, asked, now)
    if (found.length === 0) continue
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('outbox')
      .values(
        found.map(({ subject, fact }) => ({
          id: randomUUID(),
          way_id,
          rule_id: id,
          event,
          boost_id: null,
          answer: null,
          subject,
          fact: JSON.stringify(fact),
          queued_at: now,
        })),
      )
      .onConflict((conflict) => conflict.columns(['rule_id', 'subject']).doNothing())
      .executeTakeFirst()
    queued += numInsertedOrUpdatedRows
  }
  return Number(queued)
}
