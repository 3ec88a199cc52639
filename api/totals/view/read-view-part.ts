import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Figures, ViewPart, ViewPartJson, ViewQuery } from '#api/contract/totals-view.ts'
import type { Only } from '#api/totals/cell/only.ts'
import { eachHourOf } from '#api/totals/json/each-hour.ts'
import { type Period, periodOf } from '#api/totals/json/period.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import {
  between,
  type Facts,
  type FigureRow,
  factsOf,
  figuresAsJson,
  isWhole,
  sumCells,
  sumSlices,
} from '#api/totals/view/facts.ts'
import { beforeOf, onlyOf } from '#api/totals/view/only-of.ts'
import { countNewBy, newcomersOf } from '#api/totals/view/people.ts'
import { viewHeadOf } from '#api/totals/view/read-view.ts'
import type { DB } from '#db/schema/index.ts'
import type { TotalsPart } from '#db/schema/totals.ts'

/** So many are listed, the largest. */
const LISTED = 50

/** What a view comes to by one part of it, the largest first; hours in the order of the week. */
export async function readViewPart(
  db: Kysely<DB>,
  totals: ShowTotals,
  part: ViewPart,
  query: ViewQuery,
): Promise<ViewPartJson> {
  const [period, only] = [periodOf(query), await onlyOf(db, query)]
  const before = beforeOf(period, query)
  const { rows, count } = await readRows(db, totals, part, period, only, null)
  const keys = rows.map(({ key }) => key)
  const former = before ? (await readRows(db, totals, part, before, only, keys)).rows : []
  const formerOf = new Map(former.map((row) => [row.key, row]))
  const names = await namesOf(db, part, keys)
  const fresh = await newOf(db, totals, part, period, only, keys)
  return {
    ...viewHeadOf(totals, period, before, only),
    items: rows.map((row) => {
      const name = names.get(row.key) ?? null
      const figures = (of: FigureRow): Figures =>
        figuresAsJson(of, `${name ?? part} for ${totals.show.title}`)
      const was = formerOf.get(row.key)
      return {
        key: row.key === '' ? null : part === 'wallet' ? name : row.key,
        name,
        ...figures(row),
        new_supporters: fresh(row.key),
        before: was ? figures(was) : null,
      }
    }),
    count,
  }
}

type Row = FigureRow & { key: string; total: number }

/** @param keys of the rows that are wanted; null: the largest */
async function readRows(
  db: Kysely<DB>,
  { state }: ShowTotals,
  part: ViewPart,
  period: Period,
  only: Only,
  keys: readonly string[] | null,
): Promise<{ rows: Row[]; count: number }> {
  const facts = await factsOf(db, state, period, only, NEEDS[part])
  const { from, key, sums } = relationOf(facts, part)
  const isHours = part === 'hour'
  const { rows } = await sql<Row>`
    ${facts.beginning}, rows as (
      select ${key} as key, ${sums} from ${from} group by 1
    )
    select *, (count(*) over ())::integer as total from rows
    where (boosts <> 0 or streams <> 0 or boosted_msat <> '0' or streamed_msat <> '0')
      ${keys === null ? sql`` : sql`and key = any(${keys}::text[])`}
    order by ${isHours ? sql`length(key), key` : sql`boosted_msat::numeric + streamed_msat::numeric desc, boosts desc, key`}
    limit ${isHours ? 168 : LISTED}`.execute(db)
  return { rows, count: rows[0]?.total ?? 0 }
}

const NEEDS = {
  episode: 'slices',
  app: 'slices',
  wallet: 'slices',
  rail: 'slices',
  supporter: 'people',
  hour: 'hours',
} as const

/** Where a part is summed from, by what, and how. */
function relationOf(
  facts: Facts,
  part: ViewPart,
): { from: RawBuilder<unknown>; key: RawBuilder<unknown>; sums: RawBuilder<unknown> } {
  if (part === 'supporter') return { from: facts.people, key: sql`supporter_id::text`, sums: sumCells(false) }
  if (part === 'hour')
    return {
      from: eachHourOf(facts.hours),
      key: sql`extract(isodow from day)::text || '-' || hour`,
      sums: sql`
        sum(boosts)::bigint as boosts, sum(counted)::text as boosted_msat, sum(streams)::bigint as streams,
        sum(received)::text as streamed_msat, 0::bigint as minutes`,
    }
  const isReceipts = part === 'wallet' || part === 'rail'
  if (facts.isStored && isWhole(facts.only) && !isReceipts)
    return { ...cellsOf(facts, part), sums: sumCells(false) }
  return {
    // What was sent has no wallet, and is no part of what arrived.
    from: isReceipts ? sql`(select * from ${facts.slices} where wallet_id > 0) slices` : facts.slices,
    key: {
      episode: sql`coalesce(episode_id::text, '')`,
      app: sql`app`,
      wallet: sql`wallet_id::text`,
      rail: sql`rail`,
    }[part],
    sums: sumSlices(facts.asArrived || isReceipts),
  }
}

function cellsOf({ show_id, period }: Facts, part: TotalsPart) {
  const table = sql.table(period.from === null && period.to === null ? 'totals_parts' : 'totals_cells')
  return {
    from: sql`(select * from ${table} where show_id = ${show_id} and part = ${part} ${between(period)}) cells`,
    key: sql`key`,
  }
}

async function namesOf(
  db: Kysely<DB>,
  part: ViewPart,
  keys: readonly string[],
): Promise<Map<string, string | null>> {
  const ids = keys.filter((key) => key !== '')
  if (part === 'app' || part === 'rail' || part === 'hour') return new Map(ids.map((key) => [key, key]))
  if (ids.length === 0) return new Map()
  const named = {
    episode: sql`select id::text as id, title as name from episodes where id = any(${ids}::uuid[])`,
    supporter: sql`select id::text as id, name from supporters where id = any(${ids}::uuid[])`,
    wallet: sql`select id::text as id, name from wallets where id = any(${ids}::integer[])`,
  }[part]
  const { rows } = await sql<{ id: string; name: string | null }>`${named}`.execute(db)
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** How many are new, by what they gave for or by first; null of wallets, rails and hours. */
async function newOf(
  db: Kysely<DB>,
  { state }: ShowTotals,
  part: ViewPart,
  period: Period,
  only: Only,
  keys: readonly string[],
): Promise<(key: string) => number | null> {
  if (part === 'wallet' || part === 'rail' || part === 'hour') return () => null
  const facts = await factsOf(db, state, period, only, 'people')
  if (part === 'supporter') {
    const fresh = await listNew(db, facts, keys)
    return (key) => (fresh.has(key) ? 1 : 0)
  }
  const fresh = await countNewBy(db, facts, part === 'episode' ? 'episode_id' : 'app')
  return (key) => fresh.get(key) ?? 0
}

/** Which of some supporters are new. */
async function listNew(db: Kysely<DB>, facts: Facts, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    ${facts.beginning} select distinct supporter_id::text as id from ${newcomersOf(facts)}
    where supporter_id = any(${ids}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
