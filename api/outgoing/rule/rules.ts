import type { Kysely, Transaction } from 'kysely'
import { headPosition } from '#api/change/feed.ts'
import {
  type NewSendingRule,
  type SendingRuleJson,
  type SendingRulePatch,
  sendingConditionSchema,
} from '#api/contract/outgoing/rule.ts'
import { orNotFound } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { findWay } from '#api/outgoing/way/find-way.ts'
import { findShow } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'

/** Every rule, in the order in which they were made. */
export async function listRules(db: Kysely<DB>): Promise<SendingRuleJson[]> {
  const rows = await selectRules(db).orderBy('sending_rules.id').execute()
  return rows.map(ruleAsJson)
}

/** Makes a rule, which tells of what happens from now on. @throws AppError not-found where there is no such show or way */
export async function makeRule(
  db: Kysely<DB>,
  { event, show, condition, way }: NewSendingRule,
  now: Date,
): Promise<SendingRuleJson> {
  return await db.transaction().execute(async (trx) => {
    const show_id = show === null ? null : (await findShow(trx, show)).id
    const { id: way_id } = await findWay(trx, way)
    await beginReading(trx)
    const { id } = await trx
      .insertInto('sending_rules')
      .values({ event, show_id, condition: JSON.stringify(condition), way_id, since: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await notifyLive(trx, { kind: 'outgoing' })
    return await readRule(trx, id)
  })
}

/**
 * Changes a rule, or has it rest. It tells of what happens from then on, where it says something else than before or begins again.
 * @throws AppError not-found
 */
export async function changeRule(
  db: Kysely<DB>,
  id: number,
  { active, event, show, condition, way }: SendingRulePatch,
  now: Date,
): Promise<SendingRuleJson> {
  return await db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('sending_rules')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const { active: wasActive } = orNotFound(before, 'rule with this number')
    if (active) await beginReading(trx)
    const says = {
      ...(event === undefined ? {} : { event }),
      ...(show === undefined ? {} : { show_id: show === null ? null : (await findShow(trx, show)).id }),
      ...(condition === undefined ? {} : { condition: JSON.stringify(condition) }),
      ...(way === undefined ? {} : { way_id: (await findWay(trx, way)).id }),
    }
    const isNew = Object.keys(says).length > 0 || (active === true && !wasActive)
    await trx
      .updateTable('sending_rules')
      .set({ active: active ?? wasActive, ...says, ...(isNew ? { since: now } : {}) })
      .where('id', '=', id)
      .execute()
    await notifyLive(trx, { kind: 'outgoing' })
    return await readRule(trx, id)
  })
}

/** Takes a rule back; what it told of, and what waits to be sent, stays. @throws AppError not-found */
export async function removeRule(db: Kysely<DB>, id: number): Promise<void> {
  const gone = await db.deleteFrom('sending_rules').where('id', '=', id).returning('id').executeTakeFirst()
  orNotFound(gone, 'rule with this number')
  await notifyLive(db, { kind: 'outgoing' })
}

/** While no rule is on nobody follows the feed: whoever begins starts from what is committed now. */
async function beginReading(trx: Transaction<DB>): Promise<void> {
  await trx.selectFrom('outbox_cursor').select('read_to').forUpdate().execute()
  const on = await trx.selectFrom('sending_rules').select('id').where('active', '=', true).executeTakeFirst()
  if (!on)
    await trx
      .updateTable('outbox_cursor')
      .set(await headPosition(trx))
      .execute()
}

async function readRule(db: Kysely<DB>, id: number): Promise<SendingRuleJson> {
  const row = await selectRules(db).where('sending_rules.id', '=', id).executeTakeFirst()
  return ruleAsJson(orNotFound(row, 'rule with this number'))
}

function selectRules(db: Kysely<DB>) {
  return db
    .selectFrom('sending_rules')
    .innerJoin('ways_out', 'ways_out.id', 'sending_rules.way_id')
    .leftJoin('shows', 'shows.id', 'sending_rules.show_id')
    .selectAll('sending_rules')
    .select(['ways_out.name as way', 'shows.slug', 'shows.title'])
}

type RuleRow = Awaited<ReturnType<ReturnType<typeof selectRules>['executeTakeFirstOrThrow']>>

function ruleAsJson(row: RuleRow): SendingRuleJson {
  const { id, event, slug, title, condition, way, active, since } = row
  return {
    id,
    event,
    show: slug === null || title === null ? null : { slug, title },
    // A part that a later version added is as it is by default.
    condition: sendingConditionSchema.parse(condition),
    way,
    active,
    since: since.toISOString(),
  }
}
