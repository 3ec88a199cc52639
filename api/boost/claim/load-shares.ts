import { type RawBuilder, sql } from 'kysely'
import type { ClaimShares } from '#db/schema/boost.ts'

/** The payment whose claim is judged: when it was settled, and in which place of which episode it was sent. */
export type Judged = {
  show_id: number | null
  own_episode_id: string | null
  settled_at: Date
  position_s: number | null
  remote: boolean
  played_in: string | null
}

type Share = { show_id: number; wallet_id: number; share: number; since_s: number; until_s: number }
/** `split_start_s` is null for what holds in the whole episode. */
type Own = { episode_id: string; split_start_s: number | null; wallet_id: number; share: number }
type Split = {
  episode_id: string
  start_s: number
  duration_s: number
  remote_share: number
  pays_own: boolean
}
type Played = { episode_id: string; remote_share: number }

/**
 * Shares of shows, past ones too; value blocks that episodes, or some minutes of them, have of their own; what goes to others
 * while their music plays; and what comes to ours while it plays in another's episode.
 */
export type Shares = { shares: Share[]; own: Own[]; splits: Split[]; played: Played[] }

/** The queries for the shares by which payments' claims are judged. @param judged those payments */
export function sharesFor(judged: readonly Judged[]): {
  [Name in keyof Shares]: RawBuilder<Shares[Name][number]>
} {
  const shows = [...new Set(judged.flatMap(({ show_id }) => show_id ?? []))]
  const episodes = [...new Set(judged.flatMap(({ own_episode_id }) => own_episode_id ?? []))]
  const songs = judged.flatMap(({ played_in, own_episode_id }) =>
    played_in === null || own_episode_id === null ? [] : own_episode_id,
  )
  return {
    // Endless periods are cut, since JSON knows no infinite numbers.
    shares: sql`
      select show_id, wallet_id, share::float8, greatest(extract(epoch from since), 0)::float8 as since_s,
        least(extract(epoch from until), 1e11)::float8 as until_s
      from shares where show_id = any(${shows}::integer[])`,
    own: sql`
      select episode_id, split_start_s, wallet_id, least(1, sum(share))::float8 as share from (
        select distinct on (r.id) r.id, r.episode_id, r.split_start_s, r.share, a.wallet_id
        from value_recipients r
        join wallet_addresses a on a.address = r.address
          and ((a.custom_key = r.custom_key and a.custom_value = r.custom_value) or a.custom_key = '')
        where r.episode_id = any(${episodes}::uuid[]) and r.share > 0
        order by r.id, a.custom_key = '' and r.custom_key <> ''
      ) linked group by episode_id, split_start_s, wallet_id`,
    splits: sql`
      select episode_id, start_s, duration_s, remote_share::float8 as remote_share,
        exists (select from value_recipients r
          where r.episode_id = s.episode_id and r.split_start_s = s.start_s) as pays_own
      from value_time_splits s where episode_id = any(${episodes}::uuid[])
      order by start_s`,
    played: sql`
      select distinct song.episode_id, s.remote_share::float8 as remote_share
      from episode_names song
      join show_names its on its.show_id = song.show_id and its.kind = 'guid'
      join value_time_splits s on lower(s.feed_guid) = its.value and s.item_guid = song.value
      where song.kind = 'guid' and song.episode_id = any(${[...new Set(songs)]}::uuid[])
      order by song.episode_id, remote_share`,
  }
}

/**
 * The shares that could hold for a payment: what an app takes at that second nobody knows, since not every one knows of time
 * splits, and none is exact to the second.
 * @returns them by wallet id; none where they are not known, as when another's music played and its part is not
 */
export function sharesThatHold({ shares, own, splits, played }: Shares): (payment: Judged) => ClaimShares[] {
  const ownOf = (episode: string | null, start: number | null) =>
    own.filter(({ episode_id, split_start_s }) => episode_id === episode && split_start_s === start)
  return ({ show_id, own_episode_id: episode, settled_at, position_s, remote, played_in }) => {
    const at = settled_at.getTime() / 1000
    const ofEpisode = ownOf(episode, null)
    const usual = byWallet(
      ofEpisode.length > 0
        ? ofEpisode
        : shares.filter((row) => row.show_id === show_id && row.since_s <= at && at < row.until_s),
    )
    if (played_in !== null) {
      const parts = played.filter(({ episode_id }) => episode_id === episode)
      return [usual, ...parts.map(({ remote_share }) => byPart(usual, remote_share))].filter(isSome)
    }
    const split = splits
      .filter(({ episode_id, start_s, duration_s }) => {
        const after = (position_s ?? Number.NEGATIVE_INFINITY) - start_s
        return episode_id === episode && after >= 0 && after < duration_s
      })
      .map((one) =>
        one.pays_own ? byWallet(ownOf(episode, one.start_s)) : byPart(usual, 1 - one.remote_share),
      )
      .filter(isSome)
    return remote && split.length === 0 ? [] : [usual, ...split].filter(isSome)
  }
}

function byWallet(rows: readonly { wallet_id: number; share: number }[]): ClaimShares {
  return Object.fromEntries(rows.map(({ wallet_id, share }) => [wallet_id, share]))
}

function byPart(shares: ClaimShares, part: number): ClaimShares {
  return Object.fromEntries(Object.entries(shares).map(([wallet, share]) => [wallet, share * part]))
}

function isSome(shares: ClaimShares): boolean {
  return Object.values(shares).some((share) => share > 0)
}
