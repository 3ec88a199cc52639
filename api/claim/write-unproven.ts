import { sql, type Transaction } from 'kysely'
import type { DerivedBoost } from '#api/boost/claim/derive-boost.ts'
import { fillFromClaims } from '#api/boost/claim/fill-from-claims.ts'
import { isKept, keepCorrected } from '#api/boost/group/keep-corrected.ts'
import { BOOST_COLUMNS, insertionOfBoosts } from '#api/boost/group/write-boosts.ts'
import type { Bundle } from '#api/claim/match/telling.ts'
import { anyOf } from '#db/query/any-of.ts'
import { rowsAs, takeColumns } from '#db/query/insert-rows.ts'
import type { Boost } from '#db/schema/boost.ts'
import type { ClaimRow } from '#db/schema/claim.ts'
import type { DB } from '#db/schema/index.ts'

type Unproven = { into: string; isNew: boolean; bundle: Bundle }

/**
 * Writes the boosts of claims that no payment proves: with what was claimed, and nothing of money. What was read on air or put
 * right by hand stays.
 * @param rows boosts as they are stored
 */
export async function writeUnproven(
  trx: Transaction<DB>,
  unproven: readonly Unproven[],
  rows: ReadonlyMap<string, Boost>,
): Promise<void> {
  const claims = await loadClaims(
    trx,
    unproven.flatMap(({ bundle }) => bundle.claims.map(({ id }) => id)),
  )
  const boosts = unproven.map(({ into, isNew, bundle }) => {
    const told = bundle.claims.flatMap(({ id }) => claims.get(id) ?? [])
    const derived = unprovenOf(told)
    const before = rows.get(into)
    const kept =
      before && isKept(before)
        ? { ...keepCorrected(before, derived), claimed_msat: derived.claimed_msat }
        : { ...derived, difference: null }
    return { isNew, boost: { id: into, ...kept }, before }
  })
  const created = boosts.filter(({ isNew }) => isNew).map(({ boost }) => boost)
  if (created.length > 0) await insertionOfBoosts(created).execute(trx)
  const changed = boosts.filter(({ isNew, boost, before }) => !isNew && before && differs(before, boost))
  if (changed.length === 0) return
  const names = BOOST_COLUMNS.filter((name) => name !== 'id')
  await sql`
    update boosts set ${takeColumns(names, 'changed')}, updated_at = now()
    from ${rowsAs(
      'boosts',
      changed.map(({ boost }) => ({ ...boost, sent_at: boost.sent_at.toISOString() })),
    )} changed
    where boosts.id = changed.id`.execute(trx)
}

async function loadClaims(trx: Transaction<DB>, ids: readonly string[]): Promise<Map<string, ClaimRow>> {
  if (ids.length === 0) return new Map()
  const rows = await trx.selectFrom('claims').selectAll().where('id', '=', anyOf(ids)).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** @param claims in the order in which they were sent, at least one */
function unprovenOf(claims: readonly ClaimRow[]): DerivedBoost {
  const [first] = claims
  if (!first) throw new Error('An unproven boost needs a claim')
  const total = claims.find(({ claimed_msat }) => claimed_msat !== null)?.claimed_msat
  const blank: DerivedBoost = {
    action: first.action === 'auto' ? 'auto' : 'boost',
    show_id: first.show_id,
    episode_id: null,
    supporter_id: null,
    sender_name: null,
    app: null,
    message: null,
    position_s: null,
    claimed_msat: total ?? claims.find(({ leg_msat }) => leg_msat !== null)?.leg_msat ?? null,
    received_msat: 0,
    counted_msat: 0,
    claim: 'unproven',
    claim_shares: null,
    fiat_amount_minor: null,
    fiat_currency: null,
    price_amount_minor: null,
    price_currency: null,
    free: false,
    payment_count: 0,
    sent_at: first.sent_at,
    link: null,
    playing: null,
    possible_double: false,
  }
  return fillFromClaims(blank, claims).filled
}

function differs(before: Boost, after: object): boolean {
  return Object.entries(after).some(([column, value]) => {
    const was = before[column as keyof Boost]
    return was instanceof Date && value instanceof Date ? was.getTime() !== value.getTime() : was !== value
  })
}
