import { type Kysely, sql } from 'kysely'
import type { ShowJson } from '#api/contract/show.ts'
import { loadObservations } from '#api/show/share/load-observations.ts'
import { proposeShares } from '#api/show/share/propose-shares.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

type Words = { show_id: number; guid: string | null; feed_id: string | null; feed_url: string | null }
type Shares = { show_id: number; shares: Record<string, number> }

/** Shows as they are answered, in the order given. */
export async function showsAsJson(db: Kysely<DB>, shows: readonly Show[]): Promise<ShowJson[]> {
  const ids = shows.map((show) => show.id)
  const [words, shares, observations] = await Promise.all([
    loadWords(db, ids),
    loadSharesInForce(db, ids),
    loadObservations(db, ids),
  ])
  return shows.map((show) => {
    const named = words.get(show.id)
    const confirmed = shares.get(show.id) ?? {}
    const open = (observations.get(show.id) ?? []).filter(({ wallet }) => confirmed[wallet] === undefined)
    return {
      slug: show.slug,
      title: show.title,
      feed: show.feed_url ?? named?.feed_url ?? null,
      guid: named?.guid ?? null,
      feed_id: named?.feed_id ? Number(named.feed_id) : null,
      time_zone: show.time_zone,
      currency: show.currency,
      public: show.is_public,
      provisional: show.status === 'provisional',
      set_aside: show.status === 'set_aside',
      demo: show.demo,
      baller_sats: show.baller_sats,
      read_sats: show.read_sats,
      live_join: show.live_join,
      live_join_hours: show.live_join_hours,
      shares: confirmed,
      proposed_shares: proposeShares(open),
      lightning_address: show.lightning_address,
      metaboost: show.metaboost,
    }
  })
}

async function loadWords(db: Kysely<DB>, ids: readonly number[]): Promise<Map<number, Words>> {
  const { rows } = await sql<Words>`
    select show_id,
      min(value) filter (where kind = 'guid') as guid,
      min(value) filter (where kind = 'feed_id') as feed_id,
      min(value) filter (where kind = 'feed_url') as feed_url
    from show_names where show_id = any(${ids}::integer[]) group by show_id`.execute(db)
  return new Map(rows.map((row) => [row.show_id, row]))
}

async function loadSharesInForce(
  db: Kysely<DB>,
  ids: readonly number[],
): Promise<Map<number, Shares['shares']>> {
  const { rows } = await sql<Shares>`
    select shares.show_id, json_object_agg(wallets.name, share::float8 order by wallets.name) as shares
    from shares join wallets on wallets.id = shares.wallet_id
    where shares.show_id = any(${ids}::integer[]) and until = 'infinity' group by shares.show_id`.execute(db)
  return new Map(rows.map((row) => [row.show_id, row.shares]))
}
