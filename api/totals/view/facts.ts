import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Figures, Grain } from '#api/contract/totals-view.ts'
import { type DayRange, hoursOf, slicesOf, supporterDaysOf, withActs } from '#api/totals/cell/activity.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { isAsArrived, type Only, onSlices } from '#api/totals/cell/only.ts'
import { sumActs } from '#api/totals/cell/sums.ts'
import { exact } from '#api/totals/json/exact.ts'
import type { Period } from '#api/totals/json/period.ts'
import type { ShowState } from '#api/totals/maintain/pending.ts'
import type { DB } from '#db/schema/index.ts'
import type { TotalsPart } from '#db/schema/totals.ts'

/**
 * What a view is summed from: cells where they tell, else the payments themselves. Cells know no hour, and no supporter's wallet; those
 * of one supporter, and of one hour of the week, are few.
 */
export type Facts = {
  show_id: number
  time_zone: string
  period: Period
  only: Only
  /** Whether it is kept who gave to parts on these days. */
  hasPeople: boolean
  /** Whether they are cells, all of them. */
  isStored: boolean
  /** Of payments that arrived, not of what was sent. */
  asArrived: boolean
  beginning: RawBuilder<unknown>
  /** `totals_slices` of the days. */
  slices: RawBuilder<unknown>
  /** `totals_hours` of the days. */
  hours: RawBuilder<unknown>
  /** `totals_supporter_days` of the days, those alone who gave. */
  people: RawBuilder<unknown>
}

/** The facts of a period. @param needs what is asked of them: slices know no people and no hours */
export async function factsOf(
  db: Kysely<DB>,
  { show_id, time_zone, has_people }: Pick<ShowState, 'show_id' | 'time_zone' | 'has_people'>,
  period: Period,
  only: Only,
  needs: 'slices' | 'people' | 'hours',
): Promise<Facts> {
  const zone = period.zone ?? time_zone
  const isOfOwnDays = zone === time_zone
  const hasPeople = isOfOwnDays && has_people
  const about = { show_id, time_zone: zone, hasPeople, period, only, asArrived: isAsArrived(only) }
  if (isOfOwnDays && isInCells(only, needs)) {
    const stored = (table: string, name: string, where: RawBuilder<unknown>) => sql`(
      select * from ${sql.table(table)} where show_id = ${show_id} ${between(period)} ${where}
    ) ${sql.raw(name)}`
    const { episode, app } = only
    return {
      ...about,
      isStored: true,
      beginning: sql`with stored as (select)`,
      slices: stored('totals_slices', 'slices', onSlices(only)),
      hours: stored('totals_hours', 'hours', sql``),
      people: stored(
        'totals_supporter_days',
        'people',
        sql`${onSlices({ ...(episode ? { episode } : {}), ...(app === undefined ? {} : { app }) })} and ${isSupporter}`,
      ),
    }
  }
  return {
    ...about,
    isStored: false,
    beginning: withActs(await rangesOf(db, show_id, period, only), zone, only),
    slices: sql`(${slicesOf(sumActs)}) slices`,
    hours: sql`(${hoursOf}) hours`,
    people: sql`(select * from (${supporterDaysOf(sumActs)}) days where ${isSupporter}) people`,
  }
}

function isInCells({ episode, app, supporter, wallet, rail, time }: Only, needs: string): boolean {
  if (supporter !== undefined || time !== undefined) return false
  if (needs === 'slices') return true
  if (wallet !== undefined || rail !== undefined) return false
  return needs === 'people' || (episode === undefined && app === undefined)
}

export function between({ from, to }: Period): RawBuilder<unknown> {
  return sql`${from === null ? sql`` : sql`and day >= ${from}::date`} ${to === null ? sql`` : sql`and day <= ${to}::date`}`
}

/** The days to read; of an hour of the week each by itself, so that no other day is. */
async function rangesOf(
  db: Kysely<DB>,
  show_id: number,
  { from, to }: Period,
  { time }: Only,
): Promise<DayRange[]> {
  if (!time) return [{ show_id, from, to }]
  // A day more at either end: the cells' days may be of another zone.
  const { rows } = await sql<{ day: string }>`
    select day::date::text as day from (
      select coalesce(${from}::date, min(day) - 1) as first, coalesce(${to}::date, max(day) + 1) as last
      from totals_hours where show_id = ${show_id}
    ) ends, generate_series(first::timestamp, last::timestamp, interval '1 day') day
    where extract(isodow from day) = ${time.weekday}`.execute(db)
  return rows.map(({ day }) => ({ show_id, from: day, to: day }))
}

/** The first day of what a day is told in. */
export function bucketOf(grain: Grain): RawBuilder<unknown> {
  return grain === 'day' ? sql`day` : sql`date_trunc(${sql.lit(grain)}, day::timestamp)::date`
}

/** A row of `sumSlices`. */
export type FigureRow = { [Name in keyof Figures]: Name extends `${string}_msat` ? string : number }

/** Sums slices as figures; amounts as text, since they may be more than a number holds. A minute arrives in several wallets, and is told of none. */
export function sumSlices(asArrived: boolean): RawBuilder<unknown> {
  // What was sent is told without a wallet, streams of sats alone by payments.
  const of = (names: string, where: string) => `coalesce(sum(${names}) filter (where ${where}), 0)`
  const amount = asArrived ? 'received' : 'counted'
  const acts = asArrived ? 'wallet_id > 0' : 'wallet_id = 0'
  return sql.raw(`
    ${of('boosts + autos + free + fiat', acts)}::bigint as boosts,
    ${of(`boosts_${amount}_msat + autos_${amount}_msat`, acts)}::text as boosted_msat,
    ${of('streams', 'wallet_id > 0')}::bigint as streams, ${of('streams_received_msat', 'wallet_id > 0')}::text as streamed_msat,
    ${asArrived ? '0' : of('minutes', 'wallet_id > 0')}::bigint as minutes`)
}

/** The same of `totals_cells` and of supporters' days, which have one row where slices have several. */
export function sumCells(asArrived: boolean): RawBuilder<unknown> {
  const amount = asArrived ? 'received' : 'counted'
  return sql.raw(`
    coalesce(sum(boosts + autos + free + fiat), 0)::bigint as boosts,
    coalesce(sum(boosts_${amount}_msat + autos_${amount}_msat), 0)::text as boosted_msat,
    coalesce(sum(streams), 0)::bigint as streams, coalesce(sum(streams_received_msat), 0)::text as streamed_msat,
    ${asArrived ? '0' : 'coalesce(sum(minutes), 0)'}::bigint as minutes`)
}

/** @param cell what it is of, as an error names it */
export function figuresAsJson(row: FigureRow, cell: string): Figures {
  return {
    boosts: row.boosts,
    boosted_msat: exact(row.boosted_msat, `boosts of ${cell}`),
    streams: row.streams,
    streamed_msat: exact(row.streamed_msat, `streams of ${cell}`),
    minutes: row.minutes,
  }
}

/** The cells that tell of it all by themselves: of a show, or of one episode, app, wallet or rail; else null. */
export function cellOf(only: Only): { part: TotalsPart; key: string } | null {
  const [first, ...more] = Object.entries(only)
  if (more.length > 0) return null
  if (first === undefined) return { part: 'show', key: '' }
  const [part, key] = first
  return part === 'episode' || part === 'app' || part === 'wallet' || part === 'rail'
    ? { part, key: String(key) }
    : null
}

/** Whether nothing narrows it. */
export function isWhole(only: Only): boolean {
  return Object.keys(only).length === 0
}
