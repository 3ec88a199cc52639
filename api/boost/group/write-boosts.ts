import { type RawBuilder, sql, type Transaction } from 'kysely'
import { DERIVED_COLUMNS } from '#api/boost/claim/derive-boost.ts'
import type { StoredPart } from '#api/boost/group/load-neighbourhood.ts'
import type { BoostPlan, PlannedBoost } from '#api/boost/group/plan-boosts.ts'
import { followRefunds } from '#api/payment/follow-refunds.ts'
import { anyOf } from '#db/query/any-of.ts'
import { insertionOf, rowsAs, takeColumns } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

export const BOOST_COLUMNS = ['id', ...DERIVED_COLUMNS, 'difference'] as const

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
      .where('id', '=', anyOf(plan.emptied))
      .execute()
  }
}

/** The statement that inserts new boosts. */
export function insertionOfBoosts(boosts: readonly PlannedBoost[]): RawBuilder<unknown> {
  return insertionOf('boosts', BOOST_COLUMNS, boosts.map(asRow))
}

async function rewriteBoosts(trx: Transaction<DB>, boosts: readonly PlannedBoost[]): Promise<void> {
  if (boosts.length === 0) return
  const names = BOOST_COLUMNS.filter((name) => name !== 'id')
  await sql`
    update boosts set ${takeColumns(names, 'changed')}, updated_at = now(),
      dropped = case when changed.claim = 'unproven' then boosts.dropped end
    from ${rowsAs('boosts', boosts.map(asRow))} changed
    where boosts.id = changed.id`.execute(trx)
}

async function moveStored(
  trx: Transaction<DB>,
  plan: BoostPlan,
  parts: readonly StoredPart[],
): Promise<void> {
  const moved = parts.flatMap((part) => {
    const placement = plan.placements.get(part.id)
    if (!part.stored || !placement) return []
    const stays =
      part.boost_id === placement.boost_id &&
      part.show_id === placement.show_id &&
      part.episode_id === placement.episode_id &&
      part.supporter_id === placement.supporter_id
    return stays ? [] : [{ id: part.id, ...placement }]
  })
  if (moved.length === 0) return
  await sql`
    update payments set ${takeColumns(['boost_id', 'show_id', 'episode_id', 'supporter_id'], 'moved')}
    from ${rowsAs('payments', moved)} moved
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
  await mergeAll(trx, [{ id, into }])
}

/** The same of many, none of which goes up in one that ends too. */
export async function mergeAll(
  trx: Transaction<DB>,
  merged: readonly { id: string; into: string }[],
): Promise<void> {
  if (merged.length === 0) return
  const pairs = sql`unnest(${merged.map(({ id }) => id)}::uuid[], ${merged.map(({ into }) => into)}::uuid[]) as merged(id, into_id)`
  await sql`update payments set boost_id = into_id from ${pairs} where boost_id = merged.id`.execute(trx)
  await sql`update claims set boost_id = into_id from ${pairs} where boost_id = merged.id`.execute(trx)
  // Before they are deleted, which would take their own aliases along.
  await sql`update boost_aliases set boost_id = into_id from ${pairs} where boost_id = merged.id`.execute(trx)
  await sql`insert into boost_aliases (id, boost_id) select id, into_id from ${pairs}`.execute(trx)
  await trx
    .deleteFrom('boosts')
    .where('id', '=', anyOf(merged.map(({ id }) => id)))
    .execute()
}
