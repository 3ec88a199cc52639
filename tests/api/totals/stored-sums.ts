import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { PlainCell, PlainSums } from './plain-sums.ts'

const NUMBERS = [
  'boosts',
  'boosts_counted_msat',
  'boosts_received_msat',
  'autos',
  'autos_counted_msat',
  'autos_received_msat',
  'streams',
  'streams_received_msat',
  'free',
  'fiat',
  'minutes',
]

/** The stored totals in the form of `plainSums`. */
export async function storedSums(db: Kysely<DB>): Promise<PlainSums> {
  const ends = ['first_at', 'last_at']
  return {
    cells: await read(
      db,
      'totals_cells',
      ['show_id', 'part', 'day', 'key'],
      [...NUMBERS, 'anonymous', 'supporters'],
    ),
    fiat: await read(
      db,
      'totals_fiat',
      ['show_id', 'part', 'day', 'key', 'currency'],
      ['amount_minor', 'count'],
    ),
    hours: await read(
      db,
      `(select show_id, day, h.* from totals_hours t, unnest(t.hours, t.boosts, t.counted_msat, t.streams, t.received_msat)
        as h(hour, boosts, counted_msat, streams, received_msat))`,
      ['show_id', 'day', 'hour'],
      ['boosts', 'counted_msat', 'streams', 'received_msat'],
    ),
    slices: await read(
      db,
      'totals_slices',
      ['show_id', 'day', 'episode_id', 'app', 'wallet_id', 'rail'],
      [...NUMBERS, 'anonymous'],
    ),
    people: await read(
      db,
      'totals_supporter_days',
      ['show_id', 'supporter_id', 'day', 'episode_id', 'app'],
      [...NUMBERS, ...ends],
    ),
    periods: await read(
      db,
      'totals_supporters',
      ['show_id', 'year', 'supporter_id'],
      [...NUMBERS, ...ends, 'days', 'first_episode_id'],
    ),
    parts: await read(
      db,
      // What is to be counted anew is nothing yet.
      `(select p.*, case when part = 'episode' then coalesce(supporters, (
          select count(distinct supporter_id) from totals_supporter_days d
          where d.show_id = p.show_id and coalesce(d.episode_id::text, '') = p.key
            and boosts + autos + streams + free + fiat + minutes > 0)) else 0 end as people from totals_parts p)`,
      ['show_id', 'part', 'key'],
      [...NUMBERS, 'anonymous', 'people'],
    ),
    cohorts: await read(db, 'totals_cohorts', ['show_id', 'first_month', 'month'], ['supporters']),
    shows: await read(
      db,
      `(select * from totals_shows where exists (select from totals_cells c where c.show_id = totals_shows.show_id))`,
      ['show_id'],
      [...NUMBERS, 'anonymous'],
    ),
    who: await readWho(db),
  }
}

async function readWho(db: Kysely<DB>): Promise<Map<string, PlainCell>> {
  const rows = await db.selectFrom('totals_people').selectAll().execute()
  return new Map(
    rows.map(({ show_id, part, day, key, who }) => [
      `${show_id} ${part} ${day} ${key}`,
      Object.fromEntries(who.map((id) => [id, 1n])),
    ]),
  )
}

async function read(
  db: Kysely<DB>,
  from: string,
  keys: string[],
  values: string[],
): Promise<Map<string, PlainCell>> {
  const columns = [
    ...keys,
    ...values.map((name) =>
      name.endsWith('_at')
        ? `(extract(epoch from ${name}) * 1000)::bigint::text as ${name}`
        : `${name}::text`,
    ),
  ]
  const { rows } = await sql
    .raw<Record<string, string>>(`select ${columns.join(', ')} from ${from} rows`)
    .execute(db)
  return new Map(
    rows.map((row) => [
      keys.map((key) => row[key] ?? '').join(' '),
      Object.fromEntries(values.map((name) => [name, numberOf(row[name] ?? '-1')])),
    ]),
  )
}

/** An id is a number too, none is -1; and so are bits. */
function numberOf(text: string): bigint {
  if (/^[01]{366}$/.test(text)) return BigInt(`0b${text}`)
  return BigInt(/^[0-9a-f]{8}-/.test(text) ? `0x${text.replaceAll('-', '')}` : text)
}
