import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** A cell's numbers by name; amounts as bigint, so that no sum is rounded here either. */
export type PlainCell = Record<string, bigint>
export type PlainSums = {
  /** By `show part day key`. */
  cells: Map<string, PlainCell>
  /** By `show part day key currency`. */
  fiat: Map<string, PlainCell>
  /** By `show day hour`. */
  hours: Map<string, PlainCell>
  /** By `show supporter day episode`. */
  people: Map<string, PlainCell>
  /** By `show year supporter`; year 0 is all time. */
  periods: Map<string, PlainCell>
  /** By show. */
  shows: Map<string, PlainCell>
}

type Act = {
  show: number
  at: Date
  zone: string
  kind: 'boost' | 'auto' | 'stream'
  counts: boolean
  counted: bigint
  received: bigint
  free: boolean
  fiat: boolean
  currency: string | null
  minor: bigint
  supporter: string | null
  episode: string | null
  app: string
}

/** What totals must be, summed row by row from payments and boosts, with nothing in common with how they are made. */
export async function plainSums(db: Kysely<DB>): Promise<PlainSums> {
  const shows = new Map((await db.selectFrom('shows').selectAll().execute()).map((show) => [show.id, show]))
  const boosts = new Map(
    (await db.selectFrom('boosts').selectAll().execute()).map((boost) => [boost.id, boost]),
  )
  const payments = await db.selectFrom('payments').selectAll().execute()
  const out = new Set(
    (await db.selectFrom('show_supporters').selectAll().execute())
      .filter((row) => row.team || row.hidden)
      .map((row) => `${row.show_id} ${row.supporter_id}`),
  )
  const sums: PlainSums = {
    cells: new Map(),
    fiat: new Map(),
    hours: new Map(),
    people: new Map(),
    periods: new Map(),
    shows: new Map(),
  }
  const isOut = (show: number, supporter: string | null) =>
    shows.get(show)?.status === 'set_aside' || (supporter !== null && out.has(`${show} ${supporter}`))

  for (const boost of boosts.values()) {
    if (boost.hidden || boost.payment_count === 0 || isOut(boost.show_id, boost.supporter_id)) continue
    addAct(sums, {
      show: boost.show_id,
      at: boost.sent_at,
      zone: shows.get(boost.show_id)?.time_zone ?? '',
      kind: boost.action,
      counts: !boost.free && boost.fiat_currency === null,
      counted: BigInt(boost.counted_msat),
      received: BigInt(boost.received_msat),
      free: boost.free,
      fiat: boost.fiat_currency !== null,
      currency: boost.fiat_currency,
      minor: BigInt(boost.fiat_amount_minor ?? 0),
      supporter: boost.supporter_id,
      episode: boost.episode_id,
      app: boost.app ?? '',
    })
  }
  for (const payment of payments) {
    if (!payment.ours || payment.set_aside || payment.show_id === null) continue
    const boost = payment.boost_id === null ? null : boosts.get(payment.boost_id)
    if (boost ? boost.hidden || boost.payment_count === 0 : payment.action !== 'stream') continue
    const isRefund = payment.refund_of !== null
    if (!boost && payment.refund_ref !== null && !isRefund) continue
    const supporter = boost ? boost.supporter_id : payment.supporter_id
    if (isOut(payment.show_id, supporter)) continue
    const act: Act = {
      show: payment.show_id,
      at: payment.settled_at,
      zone: shows.get(payment.show_id)?.time_zone ?? '',
      kind: boost ? boost.action : 'stream',
      counts: !isRefund && payment.amount_msat !== null,
      counted: 0n,
      received: BigInt(payment.amount_msat ?? 0),
      free: !isRefund && payment.rail === 'free',
      fiat: !isRefund && payment.fiat_currency !== null,
      currency: payment.fiat_currency,
      minor: BigInt(payment.fiat_amount_minor ?? 0),
      supporter,
      episode: payment.episode_id,
      app: payment.app ?? '',
    }
    if (!boost) addAct(sums, act)
    const { day } = local(act)
    for (const [part, key] of [
      ['wallet', String(payment.wallet_id)],
      ['rail', payment.rail],
    ])
      addCell(sums, act, `${act.show} ${part} ${day} ${key}`, false)
  }
  return sums
}

function addAct(sums: PlainSums, act: Act): void {
  const { day, hour } = local(act)
  for (const [part, key] of [
    ['show', ''],
    ['episode', act.episode ?? ''],
    ['app', act.app],
  ])
    addCell(sums, act, `${act.show} ${part} ${day} ${key}`, true)
  add(sums.shows, String(act.show), { ...numbers(act), anonymous: anonymous(act) })
  add(sums.hours, `${act.show} ${day} ${hour}`, {
    boosts: act.kind !== 'stream' && act.counts ? 1n : 0n,
    counted_msat: act.counted,
    streams: act.kind === 'stream' && act.counts ? 1n : 0n,
    received_msat: act.kind === 'stream' ? act.received : 0n,
  })
  if (act.currency !== null)
    add(sums.fiat, `${act.show} supporter ${day} ${act.supporter ?? ''} ${act.currency}`, money(act))
  if (act.supporter === null) return
  const person = numbers(act)
  const ends = BigInt(act.at.getTime())
  for (const [map, key] of [
    [sums.people, `${act.show} ${act.supporter} ${day} ${act.episode ?? ''}`],
    [sums.periods, `${act.show} ${day.slice(0, 4).replace(/^0+/, '')} ${act.supporter}`],
    [sums.periods, `${act.show} 0 ${act.supporter}`],
  ] as const) {
    const cell = add(map, key, person)
    cell.first_at = cell.first_at === undefined || ends < cell.first_at ? ends : cell.first_at
    cell.last_at = cell.last_at === undefined || ends > cell.last_at ? ends : cell.last_at
  }
}

function addCell(sums: PlainSums, act: Act, key: string, withAnonymous: boolean): void {
  add(sums.cells, key, { ...numbers(act), anonymous: withAnonymous ? anonymous(act) : 0n })
  if (act.currency !== null) add(sums.fiat, `${key} ${act.currency}`, money(act))
}

function numbers(act: Act): PlainCell {
  const cell: PlainCell = {
    boosts: 0n,
    boosts_counted_msat: 0n,
    boosts_received_msat: 0n,
    autos: 0n,
    autos_counted_msat: 0n,
    autos_received_msat: 0n,
    streams: 0n,
    streams_received_msat: 0n,
    free: act.free ? 1n : 0n,
    fiat: act.fiat ? 1n : 0n,
  }
  cell[`${act.kind}s`] = act.counts ? 1n : 0n
  if (act.kind !== 'stream') cell[`${act.kind}s_counted_msat`] = act.counted
  cell[`${act.kind}s_received_msat`] = act.received
  return cell
}

function anonymous(act: Act): bigint {
  if (act.kind === 'stream' || act.supporter !== null) return 0n
  return BigInt(Number(act.counts) + Number(act.free) + Number(act.fiat))
}

function money(act: Act): PlainCell {
  return { amount_minor: act.minor, count: act.fiat ? 1n : 0n }
}

function add(map: Map<string, PlainCell>, key: string, values: PlainCell): PlainCell {
  const cell = map.get(key) ?? {}
  map.set(key, cell)
  for (const [name, value] of Object.entries(values)) cell[name] = (cell[name] ?? 0n) + value
  return cell
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day and hour in a zone, as the runtime's own tables of time zones have it. */
function local({ at, zone }: { at: Date; zone: string }): { day: string; hour: number } {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) }
}
