import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { loadParts, type StoredPart } from '#api/boost/group/load-neighbourhood.ts'
import { bySeniority, replanBoosts } from '#api/boost/group/plan-boosts.ts'
import { lockNeighbourhoods } from '#api/boost/group/regroup.ts'
import { mergeAll, updateBoosts } from '#api/boost/group/write-boosts.ts'
import { adoptBoosts } from '#api/claim/adopt-boosts.ts'
import { loadNear } from '#api/claim/match/load-near.ts'
import { matchClaims } from '#api/claim/match/match-claims.ts'
import type { Bundle, Telling } from '#api/claim/match/telling.ts'
import { placeLegs } from '#api/claim/place-legs.ts'
import { writeUnproven } from '#api/claim/write-unproven.ts'
import { anyOf } from '#db/query/any-of.ts'
import { lockKeys } from '#db/query/locks.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { Boost } from '#db/schema/boost.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives claims their boosts anew, and with them all that they could be one with: those of the payments that prove them, else
 * unproven ones. A function of what is stored, so that it does not matter what came first, or how often this is done.
 * @param touched ids of claims and of boosts, at most `BATCH`
 * @param anew boosts to be made anew in any case, of which a claim was taken back
 */
export async function settleClaims(
  db: Kysely<DB>,
  touched: readonly string[],
  anew: readonly string[] = [],
): Promise<void> {
  const all = [...touched, ...anew]
  if (all.length === 0) return
  await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      const shows = await showsOf(trx, all)
      await lockClaims(trx, shows)
      await settleIn(trx, shows, touched, anew)
    }),
  )
}

async function showsOf(trx: Transaction<DB>, ids: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ show_id: number }>`
    select show_id from claims where id = any(${ids}::uuid[])
    union select show_id from boosts where id = any(${ids}::uuid[])`.execute(trx)
  return rows.map(({ show_id }) => show_id)
}

/** Keeps others from matching these shows' claims; taken before all other locks. */
export async function lockClaims(trx: Transaction<DB>, showIds: readonly number[]): Promise<void> {
  await lockKeys(
    trx,
    'claims',
    showIds.map((id) => `show:${id}`),
  )
}

/**
 * The same in a transaction that holds the shows' claims, and no payments yet: all shows at once, so that the number of statements
 * is the same for one claim and for many.
 */
async function settleIn(
  trx: Transaction<DB>,
  showIds: readonly number[],
  touched: readonly string[],
  anew: readonly string[],
): Promise<void> {
  await freeWithdrawn(trx, anew)
  const near = new Set([...touched, ...anew])
  let matched = await matchNear(trx, showIds, near)
  if (await placeLegs(trx, matched)) {
    // What is one boost by now is matched as one; those that were touched may have gone up in it.
    for (const { claims } of matched) for (const { id } of claims) near.add(id)
    matched = await matchNear(trx, showIds, near)
  }
  const altered = new Map<string, PaidBoost>()
  for (const { bundles, paid } of matched)
    for (const id of [...alteredAmong(bundles, paid), ...anew]) {
      const boost = paid.get(id)
      if (boost) altered.set(id, boost)
    }
  const held = await holdPaid(trx, [...altered.values()])
  const rows = await holdBoosts(trx, [
    ...altered.keys(),
    ...matched.flatMap(({ claims, paid }) =>
      claims.flatMap(({ boost_id }) => (boost_id !== null && !paid.has(boost_id) ? boost_id : [])),
    ),
  ])
  const owned = new Set<string>()
  const moves = matched.flatMap(({ bundles, paid }) => planMoves(bundles, paid, rows, owned))
  const merged = moves.flatMap(({ into, gone }) => gone.map((id) => ({ id, into })))
  const survivors = new Map(merged.map(({ id, into }) => [id, into]))
  const survivorOf = (id: string) => survivors.get(id) ?? id

  await writeUnproven(
    trx,
    moves.filter(({ bundle }) => bundle.paid === null),
    rows,
  )
  await adoptBoosts(trx, merged)
  await mergeAll(trx, merged)
  await placeClaims(trx, moves)
  const { plan, parts } = await replanBoosts(
    trx,
    [...new Set([...altered.keys()].map(survivorOf))],
    held.map((part) => ({ ...part, boost_id: part.boost_id === null ? null : survivorOf(part.boost_id) })),
  )
  await updateBoosts(trx, plan, parts)
}

/** A boost as it is, with all that counts for it. */
type PaidBoost = { id: string; payments: readonly string[] }

async function matchNear(trx: Transaction<DB>, showIds: readonly number[], touched: ReadonlySet<string>) {
  return (await loadNear(trx, showIds, touched)).map(({ claims, paid, sharesOf }) => ({
    claims,
    paid: new Map(
      [...Map.groupBy(paid, ({ boost_id }) => boost_id)].map(([id, its]): [string, PaidBoost] => [
        id,
        { id, payments: its.flatMap(({ payments }) => payments) },
      ]),
    ),
    plain: paid.filter(({ plain }) => plain),
    bundles: matchClaims(claims, paid, sharesOf),
  }))
}

/** What was taken back of payments is no longer of them. @param boostIds of which it may be */
async function freeWithdrawn(trx: Transaction<DB>, boostIds: readonly string[]): Promise<void> {
  if (boostIds.length === 0) return
  await trx
    .updateTable('claims')
    .set({ boost_id: null })
    .where('boost_id', 'in', (paid) =>
      paid
        .selectFrom('boosts')
        .select('id')
        .where('id', '=', anyOf(boostIds))
        .where('claim', '<>', 'unproven'),
    )
    .where('withdrawn_at', 'is not', null)
    .execute()
}

/** Where the claims of a bundle go, and which boosts go up in that one. */
export type Move = { into: string; isNew: boolean; gone: string[]; bundle: Bundle }

/** The boosts with payments to which claims come, or that they leave. */
function alteredAmong(bundles: readonly Bundle[], paid: ReadonlyMap<string, PaidBoost>): string[] {
  return bundles.flatMap(({ claims, paid: boost }) => {
    const moved = claims.filter(({ boost_id }) => boost_id !== (boost?.boost_id ?? null))
    const left = moved.flatMap(({ boost_id }) => (boost_id !== null && paid.has(boost_id) ? boost_id : []))
    return boost && moved.length > 0 ? [boost.boost_id, ...left] : left
  })
}

/** Keeps intake off boosts' payments. @returns these @throws where they are others meanwhile, so that it is tried again */
async function holdPaid(trx: Transaction<DB>, boosts: readonly PaidBoost[]): Promise<StoredPart[]> {
  const ids = boosts.flatMap(({ payments }) => payments)
  await lockNeighbourhoods(trx, ids)
  const now = await loadParts(trx, { boosts: boosts.map(({ id }) => id) })
  const before = new Set(boosts.flatMap(({ id, payments }) => payments.map((payment) => `${id} ${payment}`)))
  if (now.length !== before.size || now.some((part) => !before.has(`${part.boost_id} ${part.id}`)))
    throw new Met('Payments of a claim came to another boost meanwhile')
  return now
}

/** Met another transaction; tried again as a whole. */
class Met extends Error {
  readonly code = '40001'
}

async function holdBoosts(trx: Transaction<DB>, ids: readonly string[]): Promise<Map<string, Boost>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('boosts')
    .selectAll()
    .where('id', '=', anyOf(new Set(ids)))
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Decides which boost each bundle is, so that ids never die: of those that it was, the one already on air, else the older; that
 * of a bundle that a host put somewhere is where.
 * @param owned those that other bundles are already; added to
 */
function planMoves(
  bundles: readonly Bundle[],
  paid: ReadonlyMap<string, PaidBoost>,
  rows: ReadonlyMap<string, Boost>,
  owned: Set<string>,
): Move[] {
  return bundles.map((bundle) => {
    const pinned = bundle.claims.find((claim: Telling) => claim.pinned)?.boost_id ?? null
    const own = new Set<string>()
    for (const { boost_id } of bundle.claims)
      if (boost_id !== null && !paid.has(boost_id) && rows.has(boost_id) && !owned.has(boost_id)) {
        owned.add(boost_id)
        own.add(boost_id)
      }
    if (bundle.paid) own.add(bundle.paid.boost_id)
    const known = [...own].flatMap((id) => rows.get(id) ?? []).sort(bySeniority)
    const into = (pinned !== null && own.has(pinned) ? pinned : known[0]?.id) ?? bundle.paid?.boost_id ?? null
    const gone = known.map(({ id }) => id).filter((id) => id !== into)
    return { into: into ?? randomUUIDv7(), isNew: into === null, gone, bundle }
  })
}

async function placeClaims(trx: Transaction<DB>, moves: readonly Move[]): Promise<void> {
  const moved = moves.flatMap(({ into, gone, bundle }) =>
    bundle.claims.flatMap(({ id, boost_id }) =>
      boost_id === into || (boost_id !== null && gone.includes(boost_id)) ? [] : [{ id, into }],
    ),
  )
  if (moved.length === 0) return
  await sql`
    update claims set boost_id = moved.into_id
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ into }) => into)}::uuid[]) as moved(id, into_id)
    where claims.id = moved.id`.execute(trx)
}
