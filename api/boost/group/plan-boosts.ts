import { randomUUIDv7 } from 'node:crypto'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Claimed } from '#api/boost/claim/claimed.ts'
import { type DerivedBoost, deriveBoost, type Refund } from '#api/boost/claim/derive-boost.ts'
import { fillFromClaims } from '#api/boost/claim/fill-from-claims.ts'
import { rememberedShares } from '#api/boost/claim/judge-claim.ts'
import { sharesFor, sharesThatHold } from '#api/boost/claim/load-shares.ts'
import { byOrder, type Group, type Groupable, groupPayments } from '#api/boost/group/group-payments.ts'
import { isKept, keepCorrected } from '#api/boost/group/keep-corrected.ts'
import { boostsOf, type StoredPart } from '#api/boost/group/load-neighbourhood.ts'
import { gather } from '#db/query/combine-queries.ts'
import type { Boost } from '#db/schema/boost.ts'
import type { DB } from '#db/schema/index.ts'

export type PlannedBoost = DerivedBoost & { id: string; difference: string | null }

/** What a payment takes over from its boost. */
export type Placement = {
  boost_id: string
  show_id: number
  episode_id: string | null
  supporter_id: string | null
}

/** What regrouping a neighbourhood comes to. */
export type BoostPlan = {
  created: PlannedBoost[]
  changed: PlannedBoost[]
  /** Boosts whose payments were all set aside. */
  emptied: string[]
  merged: { id: string; into: string }[]
  /** By payment of the neighbourhood. */
  placements: Map<string, Placement>
}

/**
 * Decides which boosts a neighbourhood's payments make.
 * @param parts whole components, of `loadNeighbourhood`
 * @param formerBoosts boosts that payments have left, to be looked at even if none of `parts` is theirs
 */
export async function planBoosts(
  trx: Transaction<DB>,
  parts: readonly StoredPart[],
  formerBoosts: readonly string[] = [],
): Promise<BoostPlan> {
  if (parts.length === 0 && formerBoosts.length === 0) return emptyPlan()
  const known = await loadBoosts(trx, [...formerBoosts, ...boostsOf(parts)])
  const { boosts, merged } = assignIds(groupPayments(parts), [...known.values()], randomUUIDv7)
  return await planGroups(trx, parts, known, { boosts, merged })
}

/**
 * Makes boosts anew from the payments that they have, e.g. after what was claimed of them changed.
 * @param parts all payments that count for them
 */
export async function replanBoosts(
  trx: Transaction<DB>,
  ids: readonly string[],
  parts: StoredPart[],
): Promise<{ plan: BoostPlan; parts: StoredPart[] }> {
  if (ids.length === 0) return { plan: emptyPlan(), parts: [] }
  const known = await loadBoosts(trx, ids)
  const boosts = [...Map.groupBy(parts, (part) => part.boost_id ?? '')].map(([id, payments]) => ({
    id,
    isNew: false,
    group: {
      payments: payments.sort(byOrder),
      possible_double: known.get(id)?.possible_double ?? false,
      pinned: payments.some((payment) => payment.pinned),
    },
  }))
  return { plan: await planGroups(trx, parts, known, { boosts, merged: [] }), parts }
}

function emptyPlan(): BoostPlan {
  return { created: [], changed: [], emptied: [], merged: [], placements: new Map() }
}

async function planGroups(
  trx: Transaction<DB>,
  parts: readonly StoredPart[],
  known: ReadonlyMap<string, KnownBoost>,
  { boosts, merged }: Assignment<StoredPart>,
): Promise<BoostPlan> {
  const plan = { ...emptyPlan(), merged }
  const claimsOf = claimsAmong(known, merged)
  const judged = parts.filter((part) => part.claimed_msat !== null || claimsOf(part.boost_id).length > 0)
  const found = await gather(trx, { ...sharesFor(judged), refunds: refundsOf(parts) })
  const sharesOf = sharesThatHold(found)
  for (const { id, isNew, group } of boosts) {
    const before = known.get(id)
    const claims = claimsOf(id)
    const paidBack = found.refunds.filter((refund) =>
      group.payments.some((payment) => payment.id === refund.refund_of),
    )
    const derived = deriveBoost(group, paidBack, sharesOf, claims, {
      shares: before ? rememberedShares(before) : null,
      claimed_msat: before && isKept(before) && before.claim !== 'unproven' ? before.claimed_msat : null,
    })
    const { filled, difference } = fillFromClaims(derived, claims)
    const boost = { id, ...(before ? keepCorrected(before, filled, difference) : { ...filled, difference }) }
    if (isNew) plan.created.push(boost)
    else if (before && differs(before, boost)) plan.changed.push(boost)
    for (const payment of group.payments)
      plan.placements.set(payment.id, {
        boost_id: id,
        show_id: boost.show_id,
        episode_id: boost.episode_id,
        supporter_id: boost.supporter_id,
      })
  }
  const alive = new Set([...boosts.map(({ id }) => id), ...merged.map(({ id }) => id)])
  plan.emptied = [...known.values()]
    .filter((boost) => !alive.has(boost.id) && boost.payment_count > 0)
    .map(({ id }) => id)
  return plan
}

/** A boost as it is stored, with what was claimed of it. */
type KnownBoost = Boost & { claims: Claimed[] | null }

/** What was claimed of a boost, and of those that went up in it. */
function claimsAmong(
  known: ReadonlyMap<string, KnownBoost>,
  merged: BoostPlan['merged'],
): (id: string | null) => Claimed[] {
  return (id) => {
    if (id === null) return []
    const ids = [id, ...merged.filter(({ into }) => into === id).map((one) => one.id)]
    return ids.flatMap((one) => known.get(one)?.claims ?? [])
  }
}

async function loadBoosts(trx: Transaction<DB>, ids: readonly string[]): Promise<Map<string, KnownBoost>> {
  if (ids.length === 0) return new Map()
  const claims = sql<Claimed[] | null>`(
    select json_agg(json_build_object('route', c.route, 'episode_id', c.episode_id, 'supporter_id', c.supporter_id, 'app', c.app,
      'sender_name', c.sender_name, 'message', c.message, 'position_s', c.position_s, 'claimed_msat', c.claimed_msat, 'link', c.link, 'playing', c.playing,
      'fiat_amount_minor', c.fiat_amount_minor, 'fiat_currency', c.fiat_currency) order by c.sent_at, c.route, c.ref)
    from claims c where c.boost_id = boosts.id and c.withdrawn_at is null)`
  const rows = await trx
    .selectFrom('boosts')
    .selectAll()
    .select(claims.as('claims'))
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function refundsOf(parts: readonly StoredPart[]): RawBuilder<Refund> {
  const ids = parts.filter((part) => part.stored).map((part) => part.id)
  return sql`
    select amount_msat, fiat_amount_minor, fiat_currency, refund_of from payments
    where refund_of = any(${ids}::uuid[]) and not set_aside`
}

function differs(before: Boost, after: PlannedBoost): boolean {
  return Object.entries(after).some(([column, value]) => !same(before[column as keyof PlannedBoost], value))
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') return sameEntries(a, b)
  return a === b
}

function sameEntries(a: object, b: object): boolean {
  const flat = (value: object) =>
    JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
  return flat(a) === flat(b)
}

/** What decides which of two boosts survives when they become one. */
export type Known = { id: string; read_at: Date | null; recorded_at: Date }

export type Assignment<P extends Groupable> = {
  /** Each group with the id of the boost that it is; `isNew` where no boost was it before. */
  boosts: { id: string; isNew: boolean; group: Group<P> }[]
  /** Boosts that went up in another, as alias and survivor. */
  merged: { id: string; into: string }[]
}

/**
 * Decides which boost each group is, so that ids never die: the boost already on air, else the older, survives, and the
 * other becomes its alias.
 * @param groups what `groupPayments` made of a neighbourhood
 * @param known the boosts that its payments belonged to
 * @param newId makes an id
 */
export function assignIds<P extends Groupable>(
  groups: readonly Group<P>[],
  known: readonly Known[],
  newId: () => string,
): Assignment<P> {
  const idOf = new Map<Group<P>, string>()
  const homeless: string[] = []
  for (const boost of [...known].sort(bySeniority)) {
    const holding = groups.filter((group) => holds(group, boost.id))
    const placement =
      holding.find((group) => group.pinned && !idOf.has(group)) ?? holding.find((group) => !idOf.has(group))
    if (placement) idOf.set(placement, boost.id)
    else homeless.push(boost.id)
  }
  const boosts = groups.map((group) => {
    const id = idOf.get(group)
    return { id: id ?? newId(), isNew: id === undefined, group }
  })
  const merged = homeless.flatMap((id) => {
    const survivor = boosts.find(({ group }) => holds(group, id))
    return survivor ? [{ id, into: survivor.id }] : []
  })
  return { boosts, merged }
}

function holds(group: Group<Groupable>, boostId: string): boolean {
  return group.payments.some(
    (payment) => payment.boost_id === boostId || payment.former_boosts?.includes(boostId),
  )
}

/** The boost already on air first, else the older. */
export function bySeniority(a: Known, b: Known): number {
  if (a.read_at && b.read_at) return a.read_at.getTime() - b.read_at.getTime()
  if (a.read_at || b.read_at) return a.read_at ? -1 : 1
  return a.recorded_at.getTime() - b.recorded_at.getTime() || (a.id < b.id ? -1 : 1)
}
