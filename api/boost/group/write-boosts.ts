import { type RawBuilder, sql, type Transaction } from 'kysely'
import { addAlias } from '#api/alias/alias.ts'
import type { StoredPart } from '#api/boost/group/load-neighbourhood.ts'
import type { BoostPlan, PlannedBoost } from '#api/boost/group/plan-boosts.ts'
import { followRefunds } from '#api/payment/follow-refunds.ts'
import { insertionOf } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

const COLUMNS = {
  id: 'uuid',
  action: 'text',
  show_id: 'integer',
  episode_id: 'uuid',
  supporter_id: 'uuid',
  sender_name: 'text',
  app: 'text',
  message: 'text',
  position_s: 'integer',
  claimed_msat: 'bigint',
  received_msat: 'bigint',
  counted_msat: 'bigint',
  claim: 'text',
  claim_shares: 'jsonb',
  fiat_amount_minor: 'bigint',
  fiat_currency: 'text',
  price_amount_minor: 'bigint',
  price_currency: 'text',
  free: 'boolean',
  payment_count: 'integer',
  sent_at: 'timestamptz',
  link: 'text',
  possible_double: 'boolean',
  difference: 'text',
} as const

/** Writes what `planBoosts` decided for payments that are all stored. */
export async function writeBoosts(
  trx: Transaction<DB>,
  plan: BoostPlan,
  parts: readonly StoredPart[],
): Promise<void> {
  if (plan.created.length > 0) await insertionOfBoosts(plan.created).execute(trx)
  await updateBoosts(trx, plan, parts)
}

/**
 * Writes what `planBoosts` decided about boosts and payments that are stored: what changed, which went up in another, and in
 * which boost a payment is. New ones are given theirs by who inserts them.
 */
export async function updateBoosts(
  trx: Transaction<DB>,
  plan: BoostPlan,
  parts: readonly StoredPart[],
): Promise<void> {
  await rewriteBoosts(trx, plan.changed)
  await moveStored(trx, plan, parts)
  for (const { id, into } of plan.merged) await mergeBoosts(trx, id, into)
  if (plan.emptied.length > 0) {
    await trx
      .updateTable('boosts')
      .set({ payment_count: 0, received_msat: 0, counted_msat: 0, updated_at: sql`now()` })
      .where('id', '=', sql<string>`any(${plan.emptied}::uuid[])`)
      .execute()
  }
}

/** The statement that inserts new boosts. */
export function insertionOfBoosts(boosts: readonly PlannedBoost[]): RawBuilder<unknown> {
  return insertionOf('boosts', COLUMNS, boosts.map(asRow))
}

async function rewriteBoosts(trx: Transaction<DB>, boosts: readonly PlannedBoost[]): Promise<void> {
  if (boosts.length === 0) return
  const names = Object.keys(COLUMNS).filter((name) => name !== 'id')
  const shape = sql.raw(
    Object.entries(COLUMNS)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  await sql`
    update boosts set ${sql.join(names.map((name) => sql`${sql.ref(name)} = changed.${sql.ref(name)}`))}, updated_at = now()
    from json_to_recordset(${JSON.stringify(boosts.map(asRow))}::json) as changed(${shape})
    where boosts.id = changed.id`.execute(trx)
}

async function moveStored(
  trx: Transaction<DB>,
  plan: BoostPlan,
  parts: readonly StoredPart[],
): Promise<void> {
  const moved = parts.flatMap((part) => {
    const home = plan.homes.get(part.id)
    if (!part.stored || !home) return []
    const stays =
      part.boost_id === home.boost_id &&
      part.show_id === home.show_id &&
      part.episode_id === home.episode_id &&
      part.supporter_id === home.supporter_id
    return stays ? [] : [{ id: part.id, ...home }]
  })
  if (moved.length === 0) return
  await sql`
    update payments set boost_id = moved.boost_id, show_id = moved.show_id, episode_id = moved.episode_id,
      supporter_id = moved.supporter_id
    from json_to_recordset(${JSON.stringify(moved)}::json)
      as moved(id uuid, boost_id uuid, show_id integer, episode_id uuid, supporter_id uuid)
    where payments.id = moved.id`.execute(trx)
  await followRefunds(
    trx,
    moved.map(({ id }) => id),
  )
}

function asRow(boost: PlannedBoost) {
  return { ...boost, sent_at: boost.sent_at.toISOString() }
}

/**
 * Makes one boost the alias of another, which it went up in; reads, links and marks follow it there.
 * @param id the boost that ends; its payments are elsewhere already, or set aside and go along
 * @param into the boost that survives
 */
export async function mergeBoosts(trx: Transaction<DB>, id: string, into: string): Promise<void> {
  await trx.updateTable('payments').set({ boost_id: into }).where('boost_id', '=', id).execute()
  // Before it is deleted, which would take its own aliases along.
  await addAlias(trx, 'boost', id, into)
  await trx.deleteFrom('boosts').where('id', '=', id).execute()
}
