import type { Transaction } from 'kysely'
import { type Judged, sharesFor, sharesThatHold } from '#api/boost/claim/load-shares.ts'
import type { Near, Reached } from '#api/claim/match/reached.ts'
import type { Paid } from '#api/claim/match/telling.ts'
import { gather } from '#db/query/combine-queries.ts'
import type { DB } from '#db/schema/index.ts'

/** Adds the shares of shows where payments could be legs of what was claimed. @param reached by show */
export async function loadLegShares(
  trx: Transaction<DB>,
  reached: ReadonlyMap<number, Reached>,
): Promise<Near[]> {
  const judged = [...reached].flatMap(([show_id, { claims, paid }]) => {
    if (paid.length < 2 || claims.length === 0 || !paid.some(({ plain }) => plain)) return []
    const episodes = new Set([null, ...[...claims, ...paid].map(({ episode_id }) => episode_id)])
    return [...episodes].map((episode) => judgedAt(show_id, new Date(0), episode))
  })
  const sharesOf = judged.length > 0 ? sharesThatHold(await gather(trx, sharesFor(judged))) : () => []
  return [...reached].map(([show_id, near]) => ({
    ...near,
    sharesOf: (leg: Paid, episode_id) => sharesOf(judgedAt(show_id, leg.settled_at, episode_id)),
  }))
}

function judgedAt(show_id: number, settled_at: Date, own_episode_id: string | null): Judged {
  return { show_id, own_episode_id, settled_at, position_s: null, remote: false, played_in: null }
}
