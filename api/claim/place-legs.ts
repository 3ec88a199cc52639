import { sql, type Transaction } from 'kysely'
import { regroup } from '#api/boost/group/regroup.ts'
import type { Bundle, Paid } from '#api/claim/match/telling.ts'
import type { DB } from '#db/schema/index.ts'

/** What was matched of a show. @property plain payments without metadata among it */
type Matched = { bundles: readonly Bundle[]; plain: readonly Paid[] }

/**
 * Makes payments without metadata legs of what claims say they are one boost with, and others so no more: grouping does the rest.
 * @returns whether any boost is another one by that
 */
export async function placeLegs(trx: Transaction<DB>, matched: readonly Matched[]): Promise<boolean> {
  const heads = new Map(
    matched.flatMap(({ bundles }) =>
      bundles.flatMap(({ paid, legs }) =>
        legs.map((leg): [string, string | null] => [leg.id, paid?.id ?? null]),
      ),
    ),
  )
  const moved = matched.flatMap(({ plain }) =>
    plain.flatMap((leg) => {
      const head = heads.get(leg.id) ?? null
      return leg.plain && leg.plain.leg_of !== head ? [{ leg, head }] : []
    }),
  )
  if (moved.length === 0) return false
  // In one order, since it locks them.
  moved.sort((a, b) => (a.leg.id < b.leg.id ? -1 : 1))
  await sql`
    update payments set leg_of = moved.head
    from unnest(${moved.map(({ leg }) => leg.id)}::uuid[], ${moved.map(({ head }) => head)}::uuid[]) as moved(id, head)
    where payments.id = moved.id`.execute(trx)
  await regroup(trx, {
    payment_ids: moved.flatMap(({ leg, head }) => (head === null ? [leg.id] : [leg.id, head])),
    formerBoosts: [...new Set(moved.map(({ leg }) => leg.boost_id))],
  })
  return true
}
