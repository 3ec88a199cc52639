import { type Kysely, sql } from 'kysely'
import type { StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson, SegmentWallet } from '#api/contract/air/segment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** Further than this nothing is counted that only asks for a look. */
const MOST_COUNTED = 1000

/**
 * What streamed since the segment was opened: recorded since then and settled since the floor, so that each payment is in one
 * segment. A first segment has all of it.
 */
export async function sumStreams(db: Kysely<DB>, segment: Segment): Promise<StreamSection> {
  const since = segment.floor === null ? sql`` : sql`and p.settled_at >= ${segment.floor}`
  const recordedSince =
    segment.recorded_from === null ? sql`` : sql`and p.recorded_at >= ${segment.recorded_from}`
  const { rows } = await sql<Omit<StreamSection, 'kind'>>`
    select coalesce(sum(p.amount_msat), 0)::bigint as received_msat, count(*) as payments,
      count(distinct p.supporter_id) as supporters
    from payments p
    where p.show_id = ${segment.show_id} and p.action = 'stream' and p.ours and not p.set_aside
      and p.refund_ref is null ${since} ${recordedSince}
      and not exists (
        select from show_supporters o
        where o.show_id = p.show_id and o.supporter_id = p.supporter_id and (o.team or o.hidden))`.execute(db)
  return { kind: 'streams', ...(rows[0] ?? { received_msat: 0, payments: 0, supporters: 0 }) }
}

/** Of so many latest payments of the show it is seen which wallets they come to: without boosts in a segment, too. */
const LATEST = 50

/** The wallets that the show is paid to: its own, those with a share, those that paid boosts came to, or any payment lately. */
export async function loadWallets(
  db: Kysely<DB>,
  showId: number,
  boostIds: readonly string[],
): Promise<SegmentWallet[]> {
  const { rows } = await sql<{
    name: string
    contact_at: Date | null
    payment_at: Date | null
    received_msat: number
  }>`
    with paid as (
      select wallet_id as id, coalesce(sum(amount_msat), 0)::bigint as received_msat
      from payments where boost_id = any(${boostIds}::uuid[]) and not set_aside group by wallet_id),
    ours as (
      select id from wallets where show_id = ${showId}
      union select wallet_id from shares where show_id = ${showId} and until > now()
      union select id from paid
      union select wallet_id from (
        select wallet_id from payments where show_id = ${showId} order by settled_at desc, id desc limit ${LATEST}) latest)
    select w.name, max(greatest(last.recorded_at, c.contact_at)) as contact_at,
      max(greatest(last.settled_at, c.payment_at)) as payment_at,
      coalesce(max(paid.received_msat), 0) as received_msat
    from ours join wallets w on w.id = ours.id
    left join paid on paid.id = w.id
    left join sources s on s.wallet_id = w.id
    left join connections c on c.source_id = s.id
    left join lateral (
      select recorded_at, settled_at from sightings where source_id = s.id order by id desc limit 1) last on true
    group by w.name order by w.name`.execute(db)
  return rows.map(({ name, contact_at, payment_at, received_msat }) => ({
    name,
    received_msat,
    last_contact_at: contact_at?.toISOString() ?? null,
    last_payment_at: payment_at?.toISOString() ?? null,
  }))
}

/** Payments of the show, or of none yet, that wait for a look: at most 1,000 are counted. */
export async function countNeedsLook(db: Kysely<DB>, showId: number): Promise<number> {
  const { count } = await db
    .selectFrom((payments) =>
      payments
        .selectFrom('payments')
        .select('id')
        .where('needs_look', 'is not', null)
        .where('set_aside', '=', false)
        // Those of the demo are no work of another show's.
        .where(
          sql<boolean>`(show_id = ${showId} or (show_id is null and
            (select demo from wallets where id = wallet_id) = (select demo from shows where id = ${showId})))`,
        )
        .limit(MOST_COUNTED)
        .as('counted'),
    )
    .select((counted) => counted.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many boosts are offered as older ones: at most 1,000 are counted. */
export async function countOlder(db: Kysely<DB>, segment: Segment): Promise<SegmentJson['older']> {
  if (segment.floor === null) return { count: 0, more: false }
  const { count } = await db
    .selectFrom((boosts) =>
      boosts
        .selectFrom('boosts')
        .select('id')
        .where(isOlder(segment))
        .limit(MOST_COUNTED + 1)
        .as('counted'),
    )
    .select((counted) => counted.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED }
}

/** Recorded since the segment was opened, sent before its floor, and in no segment yet. */
export function isOlder({ id, show_id, floor, recorded_from }: Segment) {
  const recordedSince = recorded_from === null ? sql`` : sql`and boosts.recorded_at >= ${recorded_from}`
  return sql<boolean>`boosts.show_id = ${show_id} ${recordedSince} and boosts.sent_at < ${floor}
    and not boosts.hidden and boosts.payment_count > 0
    and not exists (
      select from show_supporters o
      where o.show_id = boosts.show_id and o.supporter_id = boosts.supporter_id and (o.team or o.hidden))
    and not exists (
      select from segment_items i join segments s on s.id = i.segment_id
      where (i.boost_id = boosts.id or i.boost_id in (select a.id from boost_aliases a where a.boost_id = boosts.id))
        and (s.closed_at is not null or (s.id = ${id} and (i.carried is not null or i.status <> 'unread'))))`
}
