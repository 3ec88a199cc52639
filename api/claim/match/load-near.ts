import { type RawBuilder, sql, type Transaction } from 'kysely'
import { loadLegShares } from '#api/claim/match/load-leg-shares.ts'
import { REACH, STEP_MSAT, stepsAround } from '#api/claim/match/near-index.ts'
import { type Near, type Reached, reachedFrom } from '#api/claim/match/reached.ts'
import type { Paid, Telling } from '#api/claim/match/telling.ts'
import { isPart, orderOf, recipientOf } from '#api/payment/part.ts'
import type { DB } from '#db/schema/index.ts'

/** How often the look-out is widened for a chain of like claims before it is taken as it is. */
const WIDENINGS = 8

type Span = { show_id: number; from: number; until: number }

/**
 * Loads claims and boosts of some shows that were touched, with all that they can be one with, and so on from those. All shows at
 * once, since most of the time goes into statements.
 * @param touched ids of claims and boosts
 * @returns by show, since nothing is one with what is of another
 */
export async function loadNear(
  trx: Transaction<DB>,
  showIds: readonly number[],
  touched: ReadonlySet<string>,
): Promise<Near[]> {
  const seeds = await seedsOf(trx, showIds, [...touched])
  let spans = joinSpans(seeds.map(({ show_id, at }) => spanAround(show_id, at, 2 * REACH)))
  let steps = stepsOf(seeds.map(({ total }) => total))
  for (let round = 1; ; round++) {
    const claims = await loadTellings(trx, showIds, { spans, steps }, [...touched])
    const paid = await loadPaid(trx, showIds, { spans, steps }, claims, [...touched])
    const more = await loadProven(trx, showIds, paid, claims)
    const reached = reachedByShow([...claims, ...more], paid, touched)
    const wanted = [...reached].flatMap(([show, near]) => [
      ...near.claims.map(({ sent_at }) => spanAround(show, sent_at, REACH)),
      ...near.paid.map(({ settled_at }) => spanAround(show, settled_at, REACH)),
    ])
    const open = uncovered(wanted, spans)
    const around = stepsOf(
      [...reached.values()].flatMap((its) => [
        ...its.claims.map(({ claimed_msat, leg_msat }) => claimed_msat ?? leg_msat),
        ...its.paid.map(({ claimed_msat }) => claimed_msat),
      ]),
    )
    const all = steps === null || around === null ? null : around.union(steps)
    if ((open.length === 0 && all?.size === steps?.size) || round === WIDENINGS)
      return await loadLegShares(trx, reached)
    steps = all
    spans = joinSpans([
      ...spans,
      ...open.map(({ show_id, from, until }) => ({
        show_id,
        from: from - round * REACH,
        until: until + round * REACH,
      })),
    ])
  }
}

/** Where and of which amounts things are looked for. @property steps of `stepsAround`; null: of any, since what says none is among it */
type Look = { spans: readonly Span[]; steps: ReadonlySet<number> | null }

/** Under which all lies that may be of the amount of these. */
function stepsOf(totals: readonly (number | null)[]): Set<number> | null {
  return totals.includes(null) ? null : new Set(totals.flatMap((total) => stepsAround(total ?? 0)))
}

/** What says no amount, or one of those; of many in an hour that are of others, none need be brought here. */
function isOf(total: RawBuilder<unknown>, { steps }: Look): RawBuilder<boolean> {
  return steps === null
    ? sql`true`
    : sql`(${total} is null or ${total} / ${sql.lit(STEP_MSAT)} = any(${[...steps]}::bigint[]))`
}

type OfShow<T> = T & { show_id: number }

function reachedByShow(
  claims: readonly OfShow<Telling>[],
  paid: readonly OfShow<Paid>[],
  touched: ReadonlySet<string>,
): Map<number, Reached> {
  const claimsOf = Map.groupBy(claims, ({ show_id }) => show_id)
  const paidOf = Map.groupBy(paid, ({ show_id }) => show_id)
  const shows = new Set([...claimsOf.keys(), ...paidOf.keys()])
  return new Map(
    [...shows].map((show) => [show, reachedFrom(claimsOf.get(show) ?? [], paidOf.get(show) ?? [], touched)]),
  )
}

function spanAround(show_id: number, at: Date, reach: number): Span {
  return { show_id, from: at.getTime() - reach, until: at.getTime() + reach }
}

/** Those of a show that meet made one. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => a.show_id - b.show_id || a.from - b.from)) {
    const last = joined.at(-1)
    if (last && last.show_id === span.show_id && span.from <= last.until)
      last.until = Math.max(last.until, span.until)
    else joined.push({ ...span })
  }
  return joined
}

/** @param spans joined */
function uncovered(wanted: readonly Span[], spans: readonly Span[]): Span[] {
  const known = Map.groupBy(spans, ({ show_id }) => show_id)
  return joinSpans(wanted).filter(
    (one) => !known.get(one.show_id)?.some((span) => span.from <= one.from && one.until <= span.until),
  )
}

type Seed = { show_id: number; at: Date; total: number | null }

/** When what was touched was sent, and how much. */
async function seedsOf(
  trx: Transaction<DB>,
  showIds: readonly number[],
  ids: readonly string[],
): Promise<Seed[]> {
  const { rows } = await sql<Seed>`
    with seeds as (
      select show_id, sent_at as at, coalesce(claimed_msat, leg_msat) as total from claims
      where id = any(${ids}::uuid[]) or boost_id = any(${ids}::uuid[])
      union all
      select b.show_id, b.sent_at, p.claimed_msat from boosts b join payments p on p.boost_id = b.id
      where b.id = any(${ids}::uuid[]))
    select distinct show_id, at, total from seeds where show_id = any(${showIds}::integer[])`.execute(trx)
  return rows
}

function within({ spans }: Look): RawBuilder<unknown> {
  return sql`unnest(${spans.map(({ show_id }) => show_id)}::integer[], ${spans.map(({ from }) => new Date(from))}::timestamptz[],
    ${spans.map(({ until }) => new Date(until))}::timestamptz[]) as span(show_id, since, until)`
}

/** Live claims, but for those that name who streamed and those that a host dismissed alone. */
const TELLING = sql`
  c.id, c.show_id, c.route, c.ref, c.sent_at, c.key, c.app, c.sender_name, c.message, c.episode_id, c.claimed_msat, c.leg_msat,
  encode(c.payment_hash, 'hex') as payment_hash, c.url, c.boost_id, c.pinned`
const LIVE = sql`c.withdrawn_at is null and c.route <> 'stream-receipt'`

async function loadTellings(
  trx: Transaction<DB>,
  showIds: readonly number[],
  look: Look,
  touched: readonly string[],
): Promise<OfShow<Telling>[]> {
  const { rows } = await sql<OfShow<Telling>>`
    select ${TELLING} from ${within(look)} cross join lateral (
      select * from claims where show_id = span.show_id and sent_at between span.since and span.until
        and ${isOf(sql`coalesce(claimed_msat, leg_msat)`, look)} offset 0) c
    where ${LIVE}
    union
    select ${TELLING} from claims c where c.boost_id = any(${touched}::uuid[]) and c.show_id = any(${showIds}::integer[]) and ${LIVE}`.execute(
    trx,
  )
  return rows
}

/** Claims from elsewhere that name these payments, or what these claims name. */
async function loadProven(
  trx: Transaction<DB>,
  showIds: readonly number[],
  paid: readonly Paid[],
  claims: readonly Telling[],
): Promise<OfShow<Telling>[]> {
  const hashes = [
    ...new Set([...paid.flatMap((one) => one.hashes), ...claims.flatMap((one) => one.payment_hash ?? [])]),
  ]
  const urls = [...new Set([...paid.flatMap((one) => one.urls), ...claims.flatMap((one) => one.url ?? [])])]
  const boosts = [
    ...new Set([...paid.map(({ id }) => id), ...claims.flatMap(({ boost_id }) => boost_id ?? [])]),
  ]
  const known = new Set(claims.map(({ id }) => id))
  const { rows } = await sql<OfShow<Telling>>`
    select ${TELLING} from claims c
    where c.show_id = any(${showIds}::integer[]) and ${LIVE} and c.id in (
      select id from claims where payment_hash = any(${hashes.map((hash) => `\\x${hash}`)}::bytea[])
      union select id from claims where url = any(${urls}::text[])
      union select id from claims where boost_id = any(${boosts}::uuid[]))`.execute(trx)
  return rows.filter(({ id }) => !known.has(id))
}

type PaymentRow = Parameters<typeof isPart>[0] &
  Parameters<typeof orderOf>[0] & {
    boost_id: string
    boost_show_id: number
    id: string
    settled_at: Date
    wallet_id: number
    recipient: string
    pinned: boolean
    has_keys: boolean
    leg_of: string | null
    app: string | null
    sender_name: string | null
    message: string | null
    claimed_msat: number | null
    amount_msat: number | null
    own_episode_id: string | null
    metadata_url: string | null
  }

async function loadPaid(
  trx: Transaction<DB>,
  showIds: readonly number[],
  look: Look,
  claims: readonly Telling[],
  touched: readonly string[],
): Promise<OfShow<Paid>[]> {
  const hashes = [...new Set(claims.flatMap((claim) => claim.payment_hash ?? []))]
  const urls = [...new Set(claims.flatMap((claim) => claim.url ?? []))]
  const named = [...new Set([...touched, ...claims.flatMap((claim) => claim.boost_id ?? [])])]
  const { rows } = await sql<PaymentRow>`
    with near as (
      select b.id from ${within(look)} cross join lateral (
        select id from boosts
        where show_id = span.show_id and sent_at between span.since and span.until and payment_count > 0 offset 0) b
      where ${
        look.steps === null
          ? sql`true`
          : sql`exists (select from payments where boost_id = b.id and ${isOf(sql`claimed_msat`, look)})`
      }
      union select boost_id from ${within(look)} join payments
        on payments.leg_of is not null and payments.show_id = span.show_id and settled_at between span.since and span.until
      union select boost_id from payments where payment_hash = any(${hashes.map((hash) => `\\x${hash}`)}::bytea[])
      union select boost_id from payments where metadata_url = any(${urls}::text[])
      union select unnest(${named}::uuid[]))
    select p.boost_id, b.show_id as boost_show_id, p.id, p.settled_at, p.wallet_id, p.recipient, p.app, p.sender_name, p.message, p.claimed_msat, p.amount_msat,
      p.metadata_url, p.show_id, p.action, p.ours, p.set_aside, p.refund_ref, p.ref, encode(p.payment_hash, 'hex') as payment_hash,
      encode(p.set_id, 'hex') as set_id, p.pinned, p.leg_of,
      p.has_metadata or coalesce(p.shared_key, p.uuid_key, p.content_key) is not null as has_keys,
      case when p.has_metadata or p.corrected_at is null
        then coalesce((select a.episode_id from episode_aliases a where a.id = p.named_episode_id), p.named_episode_id)
        else p.episode_id end as own_episode_id
    from near join boosts b on b.id = near.id and b.show_id = any(${showIds}::integer[])
    cross join lateral (select * from payments where boost_id = near.id offset 0) p`.execute(trx)
  // What a claim made a leg of a boost stands for itself until it is matched again.
  const alone = Map.groupBy(rows.filter(isPart), ({ boost_id, id, leg_of, pinned }) =>
    leg_of === null || pinned ? boost_id : `${boost_id} ${id}`,
  )
  return [...alone.values()].map(asPaid)
}

function asPaid(payments: PaymentRow[]): OfShow<Paid> {
  const parts = payments
    .map((payment) => ({ ...payment, order: orderOf(payment) }))
    .sort(
      (a, b) =>
        a.settled_at.getTime() - b.settled_at.getTime() ||
        compare(a.order, b.order) ||
        compare(a.recipient, b.recipient) ||
        compare(a.id, b.id),
    )
  const [head] = parts
  if (!head) throw new Error('A boost was loaded without a payment')
  const isPlain = parts.length === 1 && !head.pinned && !head.has_keys
  return {
    id: head.id,
    boost_id: head.boost_id,
    show_id: head.boost_show_id,
    settled_at: head.settled_at,
    order: head.order,
    app: head.app,
    sender_name: head.sender_name,
    message: head.message,
    claimed_msat: head.claimed_msat,
    episode_id: parts.find((part) => part.own_episode_id !== null)?.own_episode_id ?? null,
    received_msat: parts.reduce((sum, { amount_msat }) => sum + (amount_msat ?? 0), 0),
    payments: parts.map((part) => part.id),
    recipients: parts.map(recipientOf),
    plain: isPlain ? { wallet_id: head.wallet_id, leg_of: head.leg_of } : null,
    hashes: parts.flatMap(({ payment_hash }) => payment_hash ?? []),
    urls: parts.flatMap(({ metadata_url }) => metadata_url ?? []),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
