import { type RawBuilder, sql, type Transaction } from 'kysely'
import { PART_COLUMNS, type Part } from '#api/boost/claim/derive-boost.ts'
import { componentsOf } from '#api/boost/group/components-of.ts'
import { CONTENT_WINDOW, type Groupable, SHARED_WINDOW } from '#api/boost/group/group-payments.ts'
import { isPart, orderOf, recipientOf } from '#api/payment/part.ts'
import type { DB } from '#db/schema/index.ts'

/** How often the look-out is widened for a chain of like payments before it is taken as it is. */
const WIDENINGS = 6

/** A payment that is or is about to be part of a boost; `stored` where the database has it already. */
export type StoredPart = Part & { stored: boolean }

/**
 * Loads what the touched payments can be grouped with, and leaves out what they cannot influence.
 * @param touched payments that are new, changed, or had their boost changed
 * @returns the touched ones and their neighbours, in whole components and whole boosts
 */
export async function loadNeighbourhood(
  trx: Transaction<DB>,
  touched: readonly StoredPart[],
): Promise<StoredPart[]> {
  let near = [...touched]
  for (;;) {
    const found = await loadComponents(trx, near)
    near = found.components
    const known = new Set(near.map((part) => part.id))
    // A boost is summed from all its payments, those too that a host joined to it from elsewhere.
    const boosts = new Set(boostsOf(near))
    const others = await loadParts(trx, { boosts: [...boosts.difference(found.whole)] })
    const siblings = [...found.siblings.filter(({ boost_id }) => boosts.has(boost_id ?? '')), ...others]
    const missing = siblings.filter((part) => !known.has(part.id))
    if (missing.length === 0) return near
    near.push(...missing)
  }
}

/** The boosts that payments belong to, or did before they became one with another. */
export function boostsOf(parts: readonly StoredPart[]): string[] {
  return [...new Set(parts.flatMap((part) => [part.boost_id ?? [], part.former_boosts ?? []].flat()))]
}

type Near = {
  /** What is touched, and what it can be grouped with by keys. */
  components: StoredPart[]
  /** What is in a boost with something that has a key of theirs. */
  siblings: StoredPart[]
  /** The boosts of which all payments are among these. */
  whole: ReadonlySet<string>
}

async function loadComponents(trx: Transaction<DB>, touched: readonly StoredPart[]): Promise<Near> {
  const ids = new Set(touched.map((part) => part.id))
  let asked = spansOf(touched, 1)
  if (asked.length === 0) return { components: [...touched], siblings: [], whole: new Set() }
  for (let round = 1; ; round++) {
    const rows = await loadByKeys(trx, asked)
    const near = [...touched, ...rows.filter((row) => row.distance !== null && !ids.has(row.id))]
    const components = componentsOf(near)
      .filter((part) => part.some((payment) => ids.has(payment.id)))
      .flat()
    const covered = [
      ...asked,
      ...spansOf(
        rows.filter(({ distance }) => distance === 1),
        1,
      ),
    ]
    if (round > WIDENINGS || areCovered(spansOf(components, 1), covered))
      return {
        components,
        siblings: rows,
        whole: new Set(rows.flatMap((row) => (row.distance === null ? [] : (row.boost_id ?? [])))),
      }
    asked = spansOf(components, 4 ** round)
  }
}

/** Where a payment stood among others. */
export type Stood = Pick<Groupable, 'settled_at' | 'shared_key' | 'uuid_key' | 'content_key'>

/** When payments were settled that are looked for by one key. Instants in ms. */
type Span = { kind: 'id' | 'content'; key: string; from: number; until: number }

/** In which spans payments stand that these may meet by a key of theirs. @param reach in windows of a key */
function spansOf(parts: readonly Stood[], reach: number): Span[] {
  const spans = new Map<string, Span>()
  for (const part of parts) {
    const at = part.settled_at.getTime()
    for (const { kind, key } of keysOf(part)) {
      const window = reach * (kind === 'id' ? SHARED_WINDOW : CONTENT_WINDOW)
      const span = spans.get(`${kind} ${key}`) ?? { kind, key, from: at, until: at }
      span.from = Math.min(span.from, at - window)
      span.until = Math.max(span.until, at + window)
      spans.set(`${kind} ${key}`, span)
    }
  }
  return [...spans.values()]
}

function keysOf({ shared_key, uuid_key, content_key }: Stood): Pick<Span, 'kind' | 'key'>[] {
  const ids = [...new Set([shared_key, uuid_key])].filter((key) => key !== null)
  return [
    ...ids.map((key) => ({ kind: 'id' as const, key })),
    ...(content_key === null ? [] : [{ kind: 'content' as const, key: content_key }]),
  ]
}

function areCovered(spans: readonly Span[], asked: readonly Span[]): boolean {
  const known = new Map<string, Span[]>()
  for (const span of asked) known.set(span.key, [...(known.get(span.key) ?? []), span])
  return spans.every(({ kind, key, from, until }) =>
    known.get(key)?.some((span) => span.kind === kind && span.from <= from && until <= span.until),
  )
}

/**
 * Loads what stands in these spans, and what stands in those of it, since payments without id may lead to some with one: in most
 * cases that is all there is, in one statement. With the other payments of their boosts.
 */
async function loadByKeys(trx: Transaction<DB>, asked: readonly Span[]) {
  const { rows } = await sql<PartRow & { distance: number | null }>`
    with first as materialized (${standingIn(given(asked, 'id'), given(asked, 'content'))}),
    second as materialized (${standingIn(spansAround(sql`(values (shared_key), (uuid_key))`, SHARED_WINDOW), spansAround(sql`(values (content_key))`, CONTENT_WINDOW))}),
    hits as (select id, boost_id, 1 as distance from first union all select id, boost_id, 2 from second)
    select parts.*, near.distance from (
      select id, min(distance) as distance from (
        select id, distance from hits
        union all
        select mates.id, null from (select distinct boost_id from hits) homes
        cross join lateral (select id from payments where boost_id = homes.boost_id offset 0) mates
      ) found group by id
    ) near
    cross join lateral (select ${partColumns} from payments where id = near.id offset 0) parts`.execute(trx)
  return rows.filter(isPart).map(asPart)
}

/** Boosts that may be one with what stood there: what is there no longer leaves them without another. */
export async function findDoubles(trx: Transaction<DB>, stood: readonly Stood[]): Promise<string[]> {
  const asked = spansOf(stood, 1)
  if (asked.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select distinct boosts.id from (${standingIn(given(asked, 'id'), given(asked, 'content'))}) near
    join boosts on boosts.id = near.boost_id and boosts.possible_double`.execute(trx)
  return rows.map(({ id }) => id)
}

function given(asked: readonly Span[], kind: Span['kind']): RawBuilder<unknown> {
  const spans = asked.filter((span) => span.kind === kind)
  return sql`
    select * from unnest(${spans.map(({ key }) => key)}::uuid[], ${spans.map(({ from }) => new Date(from))}::timestamptz[],
      ${spans.map(({ until }) => new Date(until))}::timestamptz[]) as asked(key, since, until)`
}

/** Payments by an id or by content, each found by an index of its own. */
function standingIn(ids: RawBuilder<unknown>, contents: RawBuilder<unknown>): RawBuilder<unknown> {
  const found = sql`select id, boost_id, shared_key, uuid_key, content_key, settled_at from payments`
  return sql`
    select hit.* from (${ids}) asked cross join lateral (
      ${found} where shared_key = asked.key and settled_at between asked.since and asked.until
      union all
      ${found} where uuid_key = asked.key and settled_at between asked.since and asked.until
      offset 0) hit
    union all
    select hit.* from (${contents}) asked cross join lateral (
      ${found} where content_key = asked.key and settled_at between asked.since and asked.until
      offset 0) hit`
}

/** The spans around what was found first, as `spansOf` makes them. */
function spansAround(keys: RawBuilder<unknown>, window: number): RawBuilder<unknown> {
  const reach = sql`make_interval(secs => ${window / 1000})`
  return sql`
    select key, min(settled_at) - ${reach} as since, max(settled_at) + ${reach} as until
    from first cross join lateral ${keys} as its(key) where key is not null group by key`
}

/** The payments of these boosts that still count for them. */
export async function loadParts(
  trx: Transaction<DB>,
  where: { boosts: readonly string[] } | { payments: readonly string[] },
) {
  const [column, ids] = 'boosts' in where ? ['boost_id', where.boosts] : ['id', where.payments]
  if (ids.length === 0) return []
  const { rows } = await sql<PartRow>`
    select ${partColumns} from payments where ${sql.ref(column)} = any(${ids}::uuid[])`.execute(trx)
  return rows.filter(isPart).map(asPart)
}

/** A payment as `partColumns` read it, with what says whether it is a part. */
type PartRow = Omit<StoredPart, 'order'> & Parameters<typeof isPart>[0] & Parameters<typeof orderOf>[0]

function asPart<Row extends PartRow>(row: Row) {
  return { ...row, order: orderOf(row), recipient: recipientOf(row) }
}

const partColumns = sql`
  id, ${sql.join(PART_COLUMNS.map((name) => sql.ref(name)))}, boost_id, sender_id, settled_at, shared_key, uuid_key, content_key, pinned, leg_of,
  corrected_at is not null as corrected, true as stored,
  coalesce((select a.episode_id from episode_aliases a where a.id = named_episode_id), named_episode_id) as named_episode_id,
  case when sender_name is null and corrected_at is null then null else supporter_id end as own_supporter_id,
  case when corrected_at is null
    then (select e.id from episodes e
      where e.id = coalesce((select a.episode_id from episode_aliases a where a.id = named_episode_id), named_episode_id)
        and e.show_id = payments.show_id)
    else episode_id end as own_episode_id,
  ours, set_aside, refund_ref, encode(payment_hash, 'hex') as payment_hash, ref, encode(set_id, 'hex') as set_id, recipient`
