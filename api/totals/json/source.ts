import { type RawBuilder, sql } from 'kysely'
import { cellsOf, fiatOf, hoursOf, supporterDaysOf, withActs } from '#api/totals/cell/activity.ts'
import { sumActs } from '#api/totals/cell/sums.ts'
import type { Period } from '#api/totals/json/period.ts'
import type { ShowState } from '#api/totals/maintain/pending.ts'

/** Where the cells of a period come from, as parts of a statement: its beginning, then relations to select from. */
export type Source = {
  time_zone: string
  /** Whether it is what is stored: of the show's own days. */
  isStored: boolean
  /** Whether it is all that is stored: of all time, by the show's own days. */
  isEver: boolean
  beginning: RawBuilder<unknown>
  cells: RawBuilder<unknown>
  /** Cells of parts of the show; of all time one for each. */
  parts: RawBuilder<unknown>
  fiat: RawBuilder<unknown>
  hours: RawBuilder<unknown>
  people: RawBuilder<unknown>
}

/** The stored cells of a period; days of another zone than the show's are summed from the payments themselves. */
export function sourceOf(
  { show_id, time_zone }: Pick<ShowState, 'show_id' | 'time_zone'>,
  period: Period,
): Source {
  const { from, to, zone } = period
  if (zone !== null && zone !== time_zone)
    return {
      time_zone: zone,
      isStored: false,
      isEver: false,
      beginning: withActs([{ show_id, from, to }], zone),
      cells: sql`(${cellsOf(sumActs)}) cells`,
      parts: sql`(${cellsOf(sumActs)}) cells`,
      fiat: sql`(${fiatOf}) fiat`,
      hours: sql`(${hoursOf}) hours`,
      people: sql`(${supporterDaysOf(sumActs)}) people`,
    }
  const stored = (table: string, name: string) => sql`(
    select * from ${sql.table(table)} where show_id = ${show_id}
      ${from === null ? sql`` : sql`and day >= ${from}::date`} ${to === null ? sql`` : sql`and day <= ${to}::date`}
  ) ${sql.raw(name)}`
  const isEver = from === null && to === null
  return {
    time_zone,
    isStored: true,
    isEver,
    beginning: sql`with stored as (select)`,
    cells: stored('totals_cells', 'cells'),
    parts: stored(isEver ? 'totals_parts' : 'totals_cells', 'parts'),
    fiat: stored('totals_fiat', 'fiat'),
    hours: stored('totals_hours', 'hours'),
    people: stored('totals_supporter_days', 'people'),
  }
}
