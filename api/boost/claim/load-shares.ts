import { type RawBuilder, sql } from 'kysely'
import type { ClaimShares } from '#db/schema/boost.ts'

/** The payment whose claim is judged: when it was settled, and in which place of which episode it was sent. */
export type Judged = {
  show_id: number | null
  own_episode_id: string | null
  settled_at: Date
  position_s: number | null
  remote: boolean
}

type Share = { show_id: number; wallet_id: number; share: number; since_s: number; until_s: number }
type Own = { episode_id: string; wallet_id: number; share: number }
type Split = { episode_id: string; start_s: number; duration_s: number; remote_share: number }

/** Shares of shows, past ones too; value blocks that episodes have of their own; and what goes to others while their music plays. */
export type Shares = { shares: Share[]; own: Own[]; splits: Split[] }

/** The queries for the shares by which payments' claims are judged. @param judged those payments */
export function sharesFor(judged: readonly Judged[]): {
  [Name in keyof Shares]: RawBuilder<Shares[Name][number]>
} {
  const shows = [...new Set(judged.flatMap(({ show_id }) => show_id ?? []))]
  const episodes = [...new Set(judged.flatMap(({ own_episode_id }) => own_episode_id ?? []))]
  return {
    // Endless periods are cut, since JSON knows no infinite numbers.
    shares: sql`
      select show_id, wallet_id, share::float8, greatest(extract(epoch from since), 0)::float8 as since_s,
        least(extract(epoch from until), 1e11)::float8 as until_s
      from shares where show_id = any(${shows}::integer[])`,
    own: sql`
      select episode_id, wallet_id, least(1, sum(share))::float8 as share from (
        select distinct on (r.id) r.id, r.episode_id, r.share, a.wallet_id
        from value_recipients r
        join wallet_addresses a on a.address = r.address
          and ((a.custom_key = r.custom_key and a.custom_value = r.custom_value) or a.custom_key = '')
        where r.episode_id = any(${episodes}::uuid[]) and r.share > 0
        order by r.id, a.custom_key = '' and r.custom_key <> ''
      ) linked group by episode_id, wallet_id`,
    splits: sql`
      select episode_id, start_s, duration_s, remote_share::float8 as remote_share
      from value_time_splits where episode_id = any(${episodes}::uuid[])`,
  }
}

/** @returns the shares in force for a payment by wallet id, or null where none is known */
export function sharesInForce({ shares, own, splits }: Shares): (payment: Judged) => ClaimShares | null {
  return ({ show_id, own_episode_id, settled_at, position_s, remote }) => {
    const at = settled_at.getTime() / 1000
    const inForce = own.some(({ episode_id }) => episode_id === own_episode_id)
      ? own.filter(({ episode_id }) => episode_id === own_episode_id)
      : shares.filter((row) => row.show_id === show_id && row.since_s <= at && at < row.until_s)
    const rest = remote ? restOf(splits, own_episode_id, position_s) : 1
    if (inForce.length === 0 || rest === 0) return null
    return Object.fromEntries(inForce.map((row) => [row.wallet_id, row.share * rest]))
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
