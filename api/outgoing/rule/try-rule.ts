import { type Kysely, sql } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import { factHappeningSchema, type RuleTried, type RuleTry } from '#api/contract/outgoing/rule.ts'
import { findFacts } from '#api/outgoing/fact/find-facts.ts'
import { MATCHES } from '#api/outgoing/rule/matching.ts'
import { findShow } from '#api/show/find-show.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

const DAYS = 30
const SHOWN = 5

/** Says how often a rule would have told of something in the last 30 days, and of what last. @throws AppError not-found */
export async function tryRule(
  db: Kysely<DB>,
  { event, show, condition }: RuleTry,
  now: Date,
): Promise<RuleTried> {
  const showId = show === null ? null : (await findShow(db, show)).id
  const since = new Date(now.getTime() - DAYS * 86_400_000)
  const ofFact = factHappeningSchema.safeParse(event)
  if (ofFact.success) {
    const found = await findFacts(db, { event: ofFact.data, show_id: showId, condition, since }, now)
    return { times: found.length, last: [], facts: found.slice(-SHOWN).map(({ fact }) => fact) }
  }
  const { rows } = await sql<{ times: number; ids: string[] | null }>`
    with found as (
      select b.id, case r.event when 'read' then b.read_at else b.sent_at end as at
      from (select ${event}::text as event, ${showId}::integer as show_id,
        ${JSON.stringify(condition)}::jsonb as condition, ${since}::timestamptz as since) r
      cross join boosts b join shows s on s.id = b.show_id
      where ${MATCHES} and (b.sent_at >= ${since} or b.read_at >= ${since} or r.event = 'proven')
    )
    select (select count(*)::integer from found) as times,
      (select array_agg(id) from (select id from found order by at desc, id desc limit ${SHOWN}) l) as ids`.execute(
    db,
  )
  const [{ times, ids } = { times: 0, ids: null }] = rows
  const last = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(ids ?? []))
    .orderBy('boosts.sent_at', 'desc')
    .execute()
  return { times, last: last.map(boostAsJson), facts: [] }
}
