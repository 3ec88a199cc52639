import type { Kysely } from 'kysely'
import { findBoostId } from '#api/alias/alias.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'
import type { Received } from '#api/outgoing/way/body/helipad.ts'
import { readBoostPayments } from '#api/payment/read-payment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Firing } from '#db/schema/outgoing.ts'

/** What is to be told, as it stands now; or why there is nothing to tell of it any more. */
export async function loadTold(db: Kysely<DB>, firing: Firing): Promise<Told | { gone: string }> {
  const { id, event, place, fact, queued_at, signed } = firing
  const beside = { id, event, place, queued_at, signed }
  if (fact) return { ...beside, boost: null, fact, received: { metadata: null, memo: null } }
  const boostId = firing.boost_id === null ? null : await findBoostId(db, firing.boost_id)
  const row =
    boostId === null ? undefined : await selectBoosts(db).where('boosts.id', '=', boostId).executeTakeFirst()
  if (!row || boostId === null) return { gone: 'The boost is no more.' }
  if (boostId !== firing.boost_id && (await isTold(db, firing, boostId)))
    return { gone: 'It became one with another boost, which is told.' }
  const boost = boostAsJson(row)
  if (boost.hidden) return { gone: 'The boost was hidden meanwhile.' }
  if (boost.dropped) return { gone: 'The boost was dismissed or taken back meanwhile.' }
  if (boost.payment_count === 0 && boost.claim !== 'unproven')
    return { gone: 'Its payments were set aside meanwhile.' }
  return { ...beside, boost, fact: null, received: await loadReceived(db, boost) }
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
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
