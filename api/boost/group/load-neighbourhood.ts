import { sql, type Transaction } from 'kysely'
import type { Part } from '#api/boost/claim/derive-boost.ts'
import { componentsOf } from '#api/boost/group/components-of.ts'
import { CONTENT_WINDOW, SHARED_WINDOW } from '#api/boost/group/group-payments.ts'
import { isPart, orderOf, recipientOf } from '#api/payment/part.ts'
import type { DB } from '#db/schema/index.ts'

/** How often the window is widened for a chain of like payments before it is taken as it is. */
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
    const mates = [...found.mates.filter(({ boost_id }) => boosts.has(boost_id ?? '')), ...others]
    const missing = mates.filter((part) => !known.has(part.id))
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
  mates: StoredPart[]
  /** The boosts of which all payments are among these. */
  whole: ReadonlySet<string>
}

async function loadComponents(trx: Transaction<DB>, touched: readonly StoredPart[]): Promise<Near> {
  const ids = new Set(touched.map((part) => part.id))
  const keyed = touched.filter((part) => part.shared_key || part.uuid_key || part.content_key)
  if (keyed.length === 0) return { components: [...touched], mates: [], whole: new Set() }
  let margin = 2 * CONTENT_WINDOW
  for (let round = 0; ; round++) {
    const { rows, from, until } = await loadByKeys(trx, keyed, margin)
    const near = [...touched, ...rows.filter((row) => row.by_key && !ids.has(row.id))]
    const components = componentsOf(near).filter((part) => part.some((payment) => ids.has(payment.id)))
    const cut = components.some((part) =>
      part.some(
        (payment) =>
          !ids.has(payment.id) &&
          (payment.settled_at.getTime() - from < CONTENT_WINDOW ||
            until - payment.settled_at.getTime() < CONTENT_WINDOW),
      ),
    )
    if (!cut || round === WIDENINGS)
      return {
        components: components.flat(),
        mates: rows,
        whole: new Set(rows.flatMap((row) => (row.by_key ? (row.boost_id ?? []) : []))),
      }
    margin *= 4
  }
}

async function loadByKeys(trx: Transaction<DB>, keyed: readonly Part[], margin: number) {
  const times = keyed.map((part) => part.settled_at.getTime())
  const from = Math.min(...times) - margin
  const until = Math.max(...times) + margin
  const near = [new Date(from), new Date(until)] as const
  const far = [new Date(from - SHARED_WINDOW), new Date(until + SHARED_WINDOW)] as const
  const keys = (name: 'shared_key' | 'uuid_key' | 'content_key') => [
    ...new Set(keyed.map((part) => part[name]).filter((key) => key !== null)),
  ]
  const { rows } = await sql<PartRow & { by_key: boolean }>`
    with hits as materialized (
      select id, boost_id from payments
      where shared_key = any(${keys('shared_key')}::uuid[]) and settled_at between ${far[0]} and ${far[1]}
      union all
      select id, boost_id from payments
      where uuid_key = any(${keys('uuid_key')}::uuid[]) and settled_at between ${far[0]} and ${far[1]}
      union all
      select id, boost_id from payments
      where content_key = any(${keys('content_key')}::uuid[]) and settled_at between ${near[0]} and ${near[1]}
    )
    select parts.*, exists (select from hits where hits.id = parts.id) as by_key from (
      select id from hits
      union
      select mates.id from (select distinct boost_id from hits) homes
      cross join lateral (select id from payments where boost_id = homes.boost_id offset 0) mates
    ) near
    cross join lateral (select ${partColumns} from payments where id = near.id offset 0) parts`.execute(trx)
  return { rows: rows.filter(isPart).map(asPart), from, until }
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
  id, wallet_id, show_id, action, supporter_id, episode_id, boost_id, sender_name, app, message, position_s, claimed_msat,
  link, amount_msat, fiat_amount_minor, fiat_currency, price_amount_minor, price_currency, rail, remote, settled_at,
  shared_key, uuid_key, content_key, pinned, corrected_at is not null as corrected, true as stored,
  coalesce((select a.episode_id from episode_aliases a where a.id = named_episode_id), named_episode_id) as named_episode_id,
  case when has_metadata and corrected_at is null
    then (select e.id from episodes e
      where e.id = coalesce((select a.episode_id from episode_aliases a where a.id = named_episode_id), named_episode_id)
        and e.show_id = payments.show_id)
    else episode_id end as own_episode_id,
  ours, set_aside, refund_ref, encode(payment_hash, 'hex') as payment_hash, ref, encode(set_id, 'hex') as set_id, recipient`
