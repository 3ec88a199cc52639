import type { Kysely } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import { isObject } from '#api/lib/is-object.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'
import type { Received } from '#api/outgoing/way/body/helipad.ts'
import { readBoostPayments } from '#api/payment/read-payment.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { Firing } from '#db/schema/outgoing.ts'

/** What is to be told; or why there is nothing to tell of it any more. */
export type ToldOrGone = Told | { gone: string }

const NOTHING: Received = { metadata: null, memo: null }

/**
 * What is to be told, as it stands now, by the ids of the entries, in few statements for all of them.
 * @param needs whether what each payment said is wanted, too
 */
export async function loadTold(
  db: Kysely<DB>,
  firings: readonly Firing[],
  needs: { received: boolean },
): Promise<Map<string, ToldOrGone>> {
  const told = new Map<string, ToldOrGone>()
  const boosts = await loadBoosts(
    db,
    firings.flatMap(({ boost_id }) => boost_id ?? []),
  )
  for (const firing of firings) {
    const { id, event, place, fact, queued_at, signed } = firing
    const beside = { id, event, place, queued_at, signed }
    if (fact) {
      told.set(id, { ...beside, boost: null, fact, received: NOTHING })
      continue
    }
    const boost = firing.boost_id === null ? undefined : boosts.get(firing.boost_id)
    const gone = await whyGone(db, firing, boost)
    if (boost && gone === null) {
      const received = needs.received ? await loadReceived(db, boost) : NOTHING
      told.set(id, { ...beside, boost, fact: null, received })
    } else told.set(id, { gone: gone ?? 'The boost is no more.' })
  }
  return told
}

/** By the ids that they had when they were queued. */
async function loadBoosts(db: Kysely<DB>, ids: readonly string[]): Promise<Map<string, BoostJson>> {
  if (ids.length === 0) return new Map()
  const aliases = await db.selectFrom('boost_aliases').selectAll().where('id', '=', anyOf(ids)).execute()
  const now = new Map(aliases.map(({ id, boost_id }) => [id, boost_id]))
  const rows = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(new Set(ids.map((id) => now.get(id) ?? id))))
    .execute()
  const known = new Map(rows.map((row) => [row.id, boostAsJson(row)]))
  return new Map(
    ids.flatMap((id) => {
      const boost = known.get(now.get(id) ?? id)
      return boost ? [[id, boost] as const] : []
    }),
  )
}

async function whyGone(db: Kysely<DB>, firing: Firing, boost: BoostJson | undefined): Promise<string | null> {
  if (!boost) return 'The boost is no more.'
  if (boost.id !== firing.boost_id && (await isTold(db, firing, boost.id)))
    return 'It became one with another boost, which is told.'
  if (boost.hidden) return 'The boost was hidden meanwhile.'
  if (boost.dropped) return 'The boost was dismissed or taken back meanwhile.'
  if (boost.payment_count === 0 && boost.claim !== 'unproven') return 'Its payments were set aside meanwhile.'
  return null
}

/** Whether the same rule tells of that boost by itself. */
async function isTold(db: Kysely<DB>, { id, rule_id }: Firing, boostId: string): Promise<boolean> {
  if (rule_id === null) return false
  const other = await db
    .selectFrom('outbox')
    .select('id')
    .where('rule_id', '=', rule_id)
    .where('boost_id', '=', boostId)
    .where('id', '<>', id)
    .executeTakeFirst()
  return other !== undefined
}

/** What its first payment that says something said. */
async function loadReceived(db: Kysely<DB>, { id }: BoostJson): Promise<Received> {
  const payments = await readBoostPayments(db, id)
  const texts = payments.flatMap(({ metadata }) => metadata.flatMap(({ raw }) => raw ?? []))
  const metadata = texts.map(readObject).find((read) => read !== null) ?? null
  return { metadata, memo: payments.find(({ memo }) => memo !== null)?.memo ?? null }
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value = parseExactly(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
