import { sql, type Transaction } from 'kysely'
import { CADENCE_REACH, streamingAmong, type Tick } from '#api/boost/group/cadence.ts'
import { followRefunds } from '#api/payment/follow-refunds.ts'
import { recipientOf } from '#api/payment/part.ts'
import { rowsAs } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'

/** Where something came, went or changed: an auto's key and time. */
export type Touched = Pick<Payment, 'cadence_key' | 'settled_at'>

/** What says whether an auto counts, and where it stands. */
type Counting = Pick<Payment, (typeof COLUMNS)[number]>

const COLUMNS = [
  'id',
  'cadence_key',
  'settled_at',
  'wallet_id',
  'recipient',
  'message',
  'ours',
  'show_id',
  'set_aside',
  'refund_ref',
] as const

/** A report of another source may correct a time by as much. */
const SLACK_MS = 2 * 60_000

/**
 * Decides which autos are streaming, around those that were touched, and writes it of those that are stored.
 * @param fresh payments that are about to be stored
 * @returns the stored payments whose action changed, to be regrouped; the boosts that some of them left; and which of the fresh ones
 *   are streaming
 */
export async function settleCadence(
  trx: Transaction<DB>,
  touched: readonly Touched[],
  fresh: readonly Counting[] = [],
): Promise<{ moved: string[]; formerBoosts: string[]; streaming: ReadonlySet<string> }> {
  const spans = spansOf([...touched, ...fresh])
  if (spans.size === 0) return { moved: [], formerBoosts: [], streaming: new Set() }
  const stored = await loadTicks(trx, spans)
  const streaming = streamingAmong([...stored, ...fresh].flatMap(asTick))
  const changed = stored.flatMap(({ id, action, boost_id, is_open }) => {
    const now = streaming.has(id) ? 'stream' : 'auto'
    return is_open && action !== now ? [{ id, action: now, boost_id }] : []
  })
  const moved = changed.map(({ id }) => id)
  if (changed.length > 0) {
    await sql`
      update payments set action = told.action, boost_id = case when told.action = 'stream' then null else payments.boost_id end
      from ${rowsAs('payments', changed)} told
      where payments.id = told.id`.execute(trx)
    await followRefunds(trx, moved)
  }
  return { moved, formerBoosts: changed.flatMap(({ boost_id }) => boost_id ?? []), streaming }
}

/** By key, from when to when something may change. */
type Spans = Map<string, { from: number; until: number }>

function spansOf(touched: readonly Touched[]): Spans {
  const spans: Spans = new Map()
  for (const { cadence_key, settled_at } of touched) {
    if (cadence_key === null) continue
    const at = settled_at.getTime()
    const span = spans.get(cadence_key) ?? { from: at, until: at }
    span.from = Math.min(span.from, at - CADENCE_REACH - SLACK_MS)
    span.until = Math.max(span.until, at + CADENCE_REACH + SLACK_MS)
    spans.set(cadence_key, span)
  }
  return spans
}

type StoredTick = Counting &
  Pick<Payment, 'action' | 'boost_id'> & {
    /** Whether it may become something else: no host decided it, and all that says something of it is loaded. */
    is_open: boolean
  }

/** Those in the spans, and those beyond that say something of them. */
async function loadTicks(trx: Transaction<DB>, spans: Spans): Promise<StoredTick[]> {
  const asked = [...spans].map(([key, { from, until }]) => ({
    key,
    since: new Date(from - CADENCE_REACH),
    until: new Date(until + CADENCE_REACH),
  }))
  const { rows } = await sql<StoredTick>`
    select ${sql.join([...COLUMNS, 'action', 'boost_id'].map((name) => sql.ref(name)))},
      corrected_at is null and not pinned and settled_at between since + ${REACH} and until - ${REACH} as is_open
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked(key uuid, since timestamptz, until timestamptz)
    cross join lateral (
      select * from payments
      where cadence_key = asked.key and settled_at between asked.since and asked.until and refund_ref is null
      offset 0) its`.execute(trx)
  return rows
}

const REACH = sql`make_interval(secs => ${CADENCE_REACH / 1000})`

/** What counts: an auto without words, of a show, that nobody set aside. */
function asTick(payment: Counting): Tick[] {
  const { id, cadence_key, settled_at, message, ours, show_id, set_aside, refund_ref } = payment
  const counts = message === null && ours && show_id !== null && !set_aside && refund_ref === null
  if (cadence_key === null || !counts) return []
  return [{ id, cadence_key, settled_at, recipient: recipientOf(payment) }]
}
