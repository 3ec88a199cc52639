import { sql, type Transaction } from 'kysely'
import type { ClaimShares } from '#db/schema/boost.ts'
import type { DB } from '#db/schema/index.ts'

/** The payment whose claim is judged: when it was settled, and in which place of which episode it was sent. */
export type Judged = {
  show_id: number | null
  own_episode_id: string | null
  settled_at: Date
  position_s: number | null
  remote: boolean
}

type Own = { episode_id: string; wallet_id: number; share: number }
type Split = { episode_id: string; start_s: number; duration_s: number; remote_share: number }

/**
 * Loads the shares of shows, past ones too, with the value blocks that episodes have of their own and what goes to others
 * while their music plays.
 * @param judged payments whose claims are to be judged
 * @returns the shares in force for one of them by wallet id, or null where none is known
 */
export async function loadShares(
  trx: Transaction<DB>,
  judged: readonly Judged[],
): Promise<(payment: Judged) => ClaimShares | null> {
  const shows = [...new Set(judged.flatMap(({ show_id }) => show_id ?? []))]
  const episodes = [...new Set(judged.flatMap(({ own_episode_id }) => own_episode_id ?? []))]
  const rows =
    shows.length === 0
      ? []
      : await trx
          .selectFrom('shares')
          .select(['show_id', 'wallet_id', 'share', 'since', 'until'])
          .where('show_id', 'in', shows)
          .execute()
  const own = await loadOwnBlocks(trx, episodes)
  const splits = judged.some(({ remote }) => remote) ? await loadSplits(trx, episodes) : []
  return ({ show_id, own_episode_id, settled_at, position_s, remote }) => {
    const at = settled_at.getTime()
    const inForce = own.some(({ episode_id }) => episode_id === own_episode_id)
      ? own.filter(({ episode_id }) => episode_id === own_episode_id)
      : rows.filter(
          // An endless period comes as an infinite number, not as a Date.
          (row) => row.show_id === show_id && Number(row.since) <= at && at < Number(row.until),
        )
    const rest = remote ? restOf(splits, own_episode_id, position_s) : 1
    if (inForce.length === 0 || rest === 0) return null
    return Object.fromEntries(inForce.map((row) => [row.wallet_id, Number(row.share) * rest]))
  }
}

/** What is left for the show's own recipients at a place of the episode; nothing where it is not known whose music played. */
function restOf(splits: readonly Split[], episode: string | null, position: number | null): number {
  if (position === null) return 0
  const split = splits.find(
    ({ episode_id, start_s, duration_s }) =>
      episode_id === episode && start_s <= position && position < start_s + duration_s,
  )
  return split ? 1 - split.remote_share : 0
}

/** The parts of our wallets in the value blocks of episodes that have one of their own. */
async function loadOwnBlocks(trx: Transaction<DB>, episodes: readonly string[]): Promise<Own[]> {
  if (episodes.length === 0) return []
  const { rows } = await sql<Own>`
    select episode_id, wallet_id, least(1, sum(share))::float8 as share from (
      select distinct on (r.id) r.id, r.episode_id, r.share, a.wallet_id
      from value_recipients r
      join wallet_addresses a on a.address = r.address
        and ((a.custom_key = r.custom_key and a.custom_value = r.custom_value) or a.custom_key = '')
      where r.episode_id = any(${episodes}::uuid[]) and r.share > 0
      order by r.id, a.custom_key = '' and r.custom_key <> ''
    ) linked group by episode_id, wallet_id`.execute(trx)
  return rows
}

async function loadSplits(trx: Transaction<DB>, episodes: readonly string[]): Promise<Split[]> {
  if (episodes.length === 0) return []
  const { rows } = await sql<Split>`
    select episode_id, start_s, duration_s, remote_share::float8 as remote_share
    from value_time_splits where episode_id = any(${episodes}::uuid[])`.execute(trx)
  return rows
}
