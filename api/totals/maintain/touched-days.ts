import { sql, type Transaction } from 'kysely'
import type { Change } from '#api/change/feed.ts'
import type { DayRange } from '#api/totals/cell/activity.ts'
import type { DB } from '#db/schema/index.ts'

type ShowDay = { show_id: number; day: string }

/**
 * The days whose cells changes touch, of shows whose cells are locked: those that they name, those of all payments of their
 * boosts (a hidden boost is left out of days on which only a split of it came, or its refund), and all days of a supporter whose
 * standing with the show changed.
 */
export async function touchedDays(trx: Transaction<DB>, changes: readonly Change[]): Promise<DayRange[]> {
  const named = changes.flatMap(({ show_id, day }) =>
    show_id !== null && day !== null ? [{ show_id, day }] : [],
  )
  const boosts = [...new Set(changes.flatMap(({ boost_id }) => boost_id ?? []))]
  const standings = changes.filter((change) => isStanding(change))
  const shows = new Set(changes.map((change) => change.show_id))
  const days = [...named, ...(await daysOfBoosts(trx, boosts)), ...(await daysOfSupporters(trx, standings))]
  return asRanges(days.filter(({ show_id }) => shows.has(show_id)))
}

/** Whether a change says that a supporter became or ceased to be team or hidden. */
function isStanding({ show_id, supporter_id, day }: Change): boolean {
  return show_id !== null && supporter_id !== null && day === null
}

const day = sql`(settled_at at time zone k.time_zone)::date as day`

async function daysOfBoosts(trx: Transaction<DB>, ids: readonly string[]): Promise<ShowDay[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ShowDay>`
    select distinct p.show_id, ${day} from payments p join totals_shows k on k.show_id = p.show_id
    where p.boost_id = any(${ids}::uuid[])`.execute(trx)
  return rows
}

async function daysOfSupporters(trx: Transaction<DB>, changes: readonly Change[]): Promise<ShowDay[]> {
  if (changes.length === 0) return []
  const { rows } = await sql<ShowDay>`
    with who as (
      select distinct w.show_id, w.supporter_id, k.time_zone from unnest(
        ${changes.map((change) => change.show_id)}::integer[],
        ${changes.map((change) => change.supporter_id)}::uuid[]) as w(show_id, supporter_id)
      join totals_shows k on k.show_id = w.show_id
    )
    select k.show_id, ${day} from who k
      join payments p on p.supporter_id = k.supporter_id and p.show_id = k.show_id
    union
    select k.show_id, (b.sent_at at time zone k.time_zone)::date from who k
      join boosts b on b.supporter_id = k.supporter_id and b.show_id = k.show_id
    union
    select k.show_id, ${day} from who k
      join boosts b on b.supporter_id = k.supporter_id and b.show_id = k.show_id
      join payments p on p.boost_id = b.id`.execute(trx)
  return rows
}

/** Distinct days, in order, with neighbours as one range. */
function asRanges(days: readonly ShowDay[]): DayRange[] {
  const sorted = [...new Map(days.map((one) => [`${one.show_id} ${one.day}`, one])).values()].sort(
    (a, b) => a.show_id - b.show_id || (a.day < b.day ? -1 : 1),
  )
  const ranges: { show_id: number; from: string; to: string }[] = []
  for (const { show_id, day } of sorted) {
    const last = ranges.at(-1)
    if (last?.show_id === show_id && dayAfter(last.to) === day) last.to = day
    else ranges.push({ show_id, from: day, to: day })
  }
  return ranges
}

function dayAfter(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}
