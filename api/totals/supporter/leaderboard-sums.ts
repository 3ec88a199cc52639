import { type RawBuilder, sql } from 'kysely'
import { SUMS } from '#api/totals/cell/sums.ts'
import type { Period } from '#api/totals/json/period.ts'
import { sourceOf } from '#api/totals/json/source.ts'
import type { ShowState } from '#api/totals/maintain/pending.ts'

/** Sums may be more than a bigint holds only where the database says so itself. */
const sums = sql.raw(
  SUMS.map((name) => `sum(${name})::${name.endsWith('_msat') ? 'bigint' : 'integer'} as ${name}`).join(', '),
)

/**
 * The supporters of a period with their sums, as the beginning of a statement and a relation: all time and years of the show's
 * own days are stored, others are summed from days.
 */
export function boardOf(
  state: Pick<ShowState, 'show_id' | 'time_zone'>,
  period: Period,
  episode: string | null,
): { beginning: RawBuilder<unknown>; relation: RawBuilder<unknown> } {
  const year = episode === null ? storedYear(state, period) : null
  if (year !== null)
    return {
      beginning: sql`with stored as (select)`,
      relation: sql`(select * from totals_supporters where show_id = ${state.show_id} and year = ${year}) board`,
    }
  const source = sourceOf(state, period)
  return {
    beginning: source.beginning,
    relation: sql`(
      select supporter_id, ${sums}, min(first_at) as first_at, max(last_at) as last_at,
             sum(boosts_counted_msat + autos_counted_msat + streams_received_msat)::bigint as total_msat
      from ${source.people} ${episode === null ? sql`` : sql`where episode_id = ${episode}`} group by supporter_id
    ) board`,
  }
}

/** 0 for all time; null where no stored year is what is asked for. */
function storedYear({ time_zone }: Pick<ShowState, 'time_zone'>, { from, to, zone }: Period): number | null {
  if (from === null && to === null) return 0
  if (zone !== null && zone !== time_zone) return null
  const isYear = from?.slice(0, 4) === to?.slice(0, 4) && from?.endsWith('-01-01') && to?.endsWith('-12-31')
  return isYear ? Number(from?.slice(0, 4)) || null : null
}
