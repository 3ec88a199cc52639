import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ReceiptQuery } from '#api/contract/export.ts'
import { AppError } from '#api/errors.ts'
import { addDays } from '#api/lib/day.ts'
import { BUSINESS_CURRENCY, byHour, loadValuing, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'
import { isView } from '#db/view/view-of-shows.ts'

/** Which receipts, with names resolved: what an export, a statement or a summary is about. */
export type Receipts = {
  shows: { id: number; slug: string; title: string }[] | null
  /** Of the demo: made up, for trying the books, and never together with what is real. */
  demo?: boolean
  wallets: number[] | null
  rails: readonly string[] | null
  kind: ReceiptQuery['kind']
  setAside: boolean
  /** Of all these, those alone that were set aside. */
  onlySetAside?: boolean
  /** Half open; null: since ever, and until now. */
  from: Date | null
  until: Date | null
  tz: string
  currency: string
  /** By what they are valued: as the book of the one show, or of the whole business. */
  valuing: ValuedBy
}

/** What a file of the demo says of itself. */
export const DEMO_WORDS = 'Demo: made up, no books'

/**
 * Finds what a query names.
 * @throws AppError not-found where a show or wallet is not there, bad-request where the database knows no such zone
 */
export async function resolveReceipts(db: Kysely<DB>, query: ReceiptQuery): Promise<Receipts> {
  // Of whoever may see some shows only, all are those, and the file says which.
  const shows = query.show || isView(db) ? await findShows(db, query.show) : null
  const one = shows?.length === 1 ? shows[0] : undefined
  const isDemo = shows !== null && shows.length > 0 && shows.every(({ demo }) => demo)
  const currency = query.currency ?? one?.currency ?? BUSINESS_CURRENCY
  const tz = query.tz ?? one?.time_zone ?? 'UTC'
  return {
    shows,
    ...(isDemo ? { demo: true } : {}),
    wallets: query.wallet ? await findWallets(db, query.wallet) : null,
    rails: query.rail ?? null,
    kind: query.kind,
    setAside: query.set_aside,
    from: query.from ? await startOfDay(db, query.from, tz) : null,
    until: query.to ? await startOfDay(db, addDays(query.to, 1), tz) : null,
    tz,
    currency,
    valuing: await valuingOf(db, { demo: isDemo, shows }, currency),
  }
}

/** By what a choice of receipts is valued: as the book of its one show, else as that of the whole business. */
export async function valuingOf(
  db: Kysely<DB>,
  { demo, shows }: Pick<Receipts, 'demo' | 'shows'>,
  currency: string,
): Promise<ValuedBy> {
  // The demo brings its own prices.
  if (demo) return byHour(currency)
  const [one, ...more] = shows ?? []
  return await loadValuing(db, one && more.length === 0 ? one.id : null, currency)
}

async function startOfDay(db: Kysely<DB>, day: string, tz: string): Promise<Date> {
  const [at] = await startsOfDays(db, [day], tz)
  if (at) return at
  throw new AppError('bad-request', `There is no day ${day}.`)
}

/**
 * The first instants of days in a zone, in order: days have 23, 24 or 25 hours. Where clocks go back at midnight, that comes
 * twice, and PostgreSQL means the second; where they go forward, it never comes, and PostgreSQL means what comes instead.
 * @throws AppError bad-request where the database knows no such zone
 */
export async function startsOfDays(db: Kysely<DB>, days: readonly string[], tz: string): Promise<Date[]> {
  try {
    const { rows } = await sql<{ at: Date }>`
      select coalesce(min(at) filter (where at at time zone ${tz} = midnight), max(at)) as at
      from (select day::timestamp as midnight from unnest(${days}::date[]) day) days,
        generate_series(0, 12) as quarters,
        lateral (select midnight at time zone ${tz} - quarters * interval '15 minutes' as at) begun
      group by midnight order by midnight`.execute(db)
    return rows.map(({ at }) => at)
  } catch (cause) {
    throw new AppError('bad-request', `The database knows no time zone ${tz}.`, { cause })
  }
}

async function findShows(db: Kysely<DB>, slugs: string[] | undefined) {
  const rows = await db
    .selectFrom('shows')
    .leftJoin('show_aliases', 'show_aliases.show_id', 'shows.id')
    .select([
      'shows.id',
      'shows.slug',
      'shows.title',
      'shows.demo',
      'time_zone',
      'currency',
      'show_aliases.slug as alias',
    ])
    .where((where) =>
      slugs === undefined
        ? where.not('shows.demo')
        : where.or([where('shows.slug', 'in', slugs), where('show_aliases.slug', 'in', slugs)]),
    )
    .orderBy('shows.id')
    .execute()
  const missing = slugs?.find((slug) => !rows.some((row) => row.slug === slug || row.alias === slug))
  if (missing !== undefined) throw new AppError('not-found', `There is no show ${missing}.`)
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

async function findWallets(db: Kysely<DB>, names: string[]): Promise<number[]> {
  const rows = await db.selectFrom('wallets').select(['id', 'name']).where('name', 'in', names).execute()
  const missing = names.find((name) => !rows.some((row) => row.name === name))
  if (missing !== undefined) throw new AppError('not-found', `There is no wallet ${missing}.`)
  return rows.map((row) => row.id)
}

/**
 * The condition that picks the receipts, on `payments p`, `wallets w` and `shows s`. Written with literals of numbers, instants and
 * words of ours only, since `COPY` takes no parameters.
 */
export function isReceipt(receipts: Receipts): RawBuilder<unknown> {
  return sql`${isPicked(receipts)} and ${isOfBooks(receipts)}`
}

/** The part of it that is on `wallets w` and `shows s`: the demo is in no real books. */
export function isOfBooks({ demo }: Receipts): RawBuilder<unknown> {
  return demo ? sql`w.demo and s.demo` : sql`not w.demo and (s.id is null or not s.demo)`
}

/** The part of it that is on `payments p` alone. */
export function isPicked(receipts: Receipts): RawBuilder<unknown> {
  const { from, until } = receipts
  const parts = [sql`p.ours`, isChosen(receipts, sql`(p.action is not distinct from 'stream')`)]
  if (from) parts.push(sql`p.settled_at >= ${sql.lit(from.toISOString())}::timestamptz`)
  if (until) parts.push(sql`p.settled_at < ${sql.lit(until.toISOString())}::timestamptz`)
  return sql.join(parts, sql` and `)
}

/** What of it is no matter of time, on payments or sums `p`. @param isStream whether one is of a stream */
export function isChosen(
  { shows, wallets, rails, kind, setAside, onlySetAside }: Receipts,
  isStream: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const parts = [sql`true`]
  if (shows) parts.push(sql`p.show_id in (${literals(shows.map(({ id }) => id))})`)
  if (wallets) parts.push(sql`p.wallet_id in (${literals(wallets)})`)
  if (rails) parts.push(sql`p.rail in (${literals(rails)})`)
  if (kind === 'boosts') parts.push(sql`not ${isStream}`)
  if (kind === 'streams') parts.push(isStream)
  if (onlySetAside) parts.push(sql`p.set_aside`)
  else if (!setAside) parts.push(sql`not p.set_aside`)
  return sql.join(parts, sql` and `)
}

function literals(values: readonly (string | number)[]): RawBuilder<unknown> {
  return values.length === 0 ? sql`null` : sql.join(values.map((value) => sql.lit(value)))
}
