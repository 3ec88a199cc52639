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
  /** By `show day episode app wallet rail`. */
  slices: Map<string, PlainCell>
  /** By `show supporter day episode app`. */
  people: Map<string, PlainCell>
  /** By `show year supporter`; year 0 is all time. */
  periods: Map<string, PlainCell>
  /** By `show part key`, of all time; `people` are those who gave for an episode. */
  parts: Map<string, PlainCell>
  /** By `show month month`: how many of those who first gave in the one gave in the other. */
  cohorts: Map<string, PlainCell>
  /** By show. */
  shows: Map<string, PlainCell>
  /** By `show part day key` of apps, wallets and rails: 1 for each who gave, by their id. */
  who: Map<string, PlainCell>
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
  /** Whether it is the first payment of a minute of somebody's listening on a day. */
  minute: boolean
}

/** What totals must be, summed row by row from payments and boosts, with nothing in common with how they are made. */
export async function plainSums(db: Kysely<DB>): Promise<PlainSums> {
  const shows = new Map((await db.selectFrom('shows').selectAll().execute()).map((show) => [show.id, show]))
  const boosts = new Map(
    (await db.selectFrom('boosts').selectAll().execute()).map((boost) => [boost.id, boost]),
  )
  const payments = await db.selectFrom('payments').selectAll().execute()
  payments.sort((a, b) => +a.settled_at - +b.settled_at || (a.id < b.id ? -1 : 1))
  const heard = new Set<string>()
  const out = new Set(
    (await db.selectFrom('show_supporters').selectAll().execute())
      .filter((row) => row.team || row.hidden)
      .map((row) => `${row.show_id} ${row.supporter_id}`),
  )
  const sums: PlainSums & { gave: Set<string> } = {
    gave: new Set(),
    cells: new Map(),
    fiat: new Map(),
    hours: new Map(),
    slices: new Map(),
    people: new Map(),
    periods: new Map(),
    parts: new Map(),
    cohorts: new Map(),
    shows: new Map(),
    who: new Map(),
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
      minute: false,
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
      episode: (boost ?? payment).episode_id,
      app: (boost ?? payment).app ?? '',
      minute: false,
    }
    const { day } = local(act)
    if (!boost && !isRefund && payment.position_s !== null) {
      const listener = supporter ?? `by ${payment.sender_id}`
      const minute = Math.floor(payment.position_s / 60)
      const told = [act.show, day, act.episode, act.app, listener, minute].join(' ')
      act.minute = !heard.has(told)
      heard.add(told)
    }
    if (!boost) addAct(sums, act)
    addSlice(sums, act, `${payment.wallet_id} ${payment.rail}`)
    for (const [part, key] of [
      ['wallet', String(payment.wallet_id)],
      ['rail', payment.rail],
    ]) {
      addCell(sums, act, `${act.show} ${part} ${day} ${key}`, false)
      addWho(sums, act, `${act.show} ${part} ${day} ${key}`)
      addPart(sums, act, part ?? '', key ?? '', false)
    }
  }
  addPeople(sums)
  const { gave: _, ...plain } = sums
  return plain
}

/** What somebody sent has no wallet; streams of sats are told by what arrived alone. */
function addSlice(sums: PlainSums, act: Act, where: string): void {
  const { day } = local(act)
  add(sums.slices, `${act.show} ${day} ${act.episode ?? ''} ${act.app} ${where}`, {
    ...numbers(act),
    anonymous: where === '0 ' ? anonymous(act) : 0n,
  })
}

/** In which months everybody gave, for which episode first, and with whom they came. */
function addPeople({ people, periods, cohorts }: PlainSums): void {
  const days = [...people].map(([key, cell]) => {
    const [show = '', supporter = '', day = '', episode = ''] = key.split(' ')
    const gave = Object.entries(cell).some(
      ([name, value]) => !name.endsWith('_msat') && !name.endsWith('_at') && value > 0n,
    )
    const number = episode === '' ? null : BigInt(`0x${episode.replaceAll('-', '')}`)
    return { show, supporter, day, gave, first_at: cell.first_at ?? 0n, episode: number }
  })
  days.sort(
    (a, b) => compare(a.first_at, b.first_at) || compare(a.episode ?? 1n << 128n, b.episode ?? 1n << 128n),
  )
  for (const [key, cell] of periods) {
    const [show, year, supporter] = key.split(' ')
    const own = days.filter(
      (day) =>
        day.show === show &&
        day.supporter === supporter &&
        (year === '0' || Number(day.day.slice(0, 4)) === Number(year)),
    )
    const months = new Set(own.flatMap(({ gave, day }) => (gave ? [day.slice(0, 7)] : [])))
    const given = new Set(own.flatMap(({ gave, day }) => (gave && year !== '0' ? [dayOfYear(day)] : [])))
    cell.first_episode_id = own[0]?.episode ?? -1n
    cell.days = [...given].reduce((bits, day) => bits | (1n << BigInt(366 - day)), 0n)
    if (year !== '0') continue
    for (const month of months)
      add(cohorts, `${show} ${own[0]?.day.slice(0, 7)}-01 ${month}-01`, { supporters: 1n })
  }
}

/** The first of January is 1. */
function dayOfYear(day: string): number {
  return (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / 86_400_000 + 1
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function addAct(sums: PlainSums & { gave: Set<string> }, act: Act): void {
  const { day, hour } = local(act)
  for (const [part, key] of [
    ['show', ''],
    ['episode', act.episode ?? ''],
    ['app', act.app],
  ])
    addCell(sums, act, `${act.show} ${part} ${day} ${key}`, true)
  addPart(sums, act, 'episode', act.episode ?? '', true)
  addPart(sums, act, 'app', act.app, true)
  addWho(sums, act, `${act.show} app ${day} ${act.app}`)
  if (act.kind !== 'stream' || act.free || act.fiat) addSlice(sums, act, '0 ')
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
    [sums.people, `${act.show} ${act.supporter} ${day} ${act.episode ?? ''} ${act.app}`],
    [sums.periods, `${act.show} ${day.slice(0, 4).replace(/^0+/, '')} ${act.supporter}`],
    [sums.periods, `${act.show} 0 ${act.supporter}`],
  ] as const) {
    const cell = add(map, key, person)
    cell.first_at = cell.first_at === undefined || ends < cell.first_at ? ends : cell.first_at
    cell.last_at = cell.last_at === undefined || ends > cell.last_at ? ends : cell.last_at
  }
}

function addWho({ who }: PlainSums, act: Act, key: string): void {
  if (act.supporter === null || !(act.counts || act.free || act.fiat)) return
  who.set(key, { ...who.get(key), [act.supporter]: 1n })
}

function addPart(
  sums: PlainSums & { gave: Set<string> },
  act: Act,
  part: string,
  key: string,
  withAnonymous: boolean,
): void {
  const name = `${act.show} ${part} ${key}`
  const cell = add(sums.parts, name, {
    ...numbers(act),
    anonymous: withAnonymous ? anonymous(act) : 0n,
    people: 0n,
  })
  const given = `${name} ever by ${act.supporter}`
  if (part !== 'episode' || act.supporter === null || sums.gave.has(given)) return
  if (!act.counts && !act.free && !act.fiat) return
  sums.gave.add(given)
  cell.people = (cell.people ?? 0n) + 1n
}

function addCell(
  sums: PlainSums & { gave: Set<string> },
  act: Act,
  key: string,
  withAnonymous: boolean,
): void {
  const cell = add(sums.cells, key, { ...numbers(act), anonymous: withAnonymous ? anonymous(act) : 0n })
  cell.supporters ??= 0n
  const given = `${key} by ${act.supporter}`
  if (
    withAnonymous &&
    act.supporter !== null &&
    (act.counts || act.free || act.fiat) &&
    !sums.gave.has(given)
  ) {
    sums.gave.add(given)
    cell.supporters++
  }
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
    minutes: act.minute ? 1n : 0n,
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
