import { type Kysely, type RawBuilder, sql } from 'kysely'
import { findEpisodeId, findSupporterId } from '#api/alias/alias.ts'
import type { BoostListQuery } from '#api/contract/boost.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import { containing } from '#db/query/containing.ts'
import type { DB } from '#db/schema/index.ts'

/** What a list lets through, with names and former ids looked up. */
export type BoostFilter = {
  show_id: number | null
  episode_id: string | null
  /** Shows that only their own list has. */
  left_out: number[]
  /** Demo shows, which no sum over all shows holds. */
  demos: number[]
  /** Whether more than show and episode narrows it. */
  isNarrowed: boolean
  /** On `boosts`, in SQL; those of filters that were given and no others. */
  where: RawBuilder<boolean>[]
}

/** @returns null where a filter names what there is not, so that nothing can come through */
export async function filterBoosts(db: Kysely<DB>, query: BoostListQuery): Promise<BoostFilter | null> {
  const show = query.show === undefined ? undefined : await findShowBySlug(db, query.show)
  const episode = query.episode === undefined ? undefined : await findEpisodeId(db, query.episode)
  const supporter = await supporterOf(db, query.supporter)
  const wallet = query.wallet === undefined ? undefined : await findWalletId(db, query.wallet)
  if (show === null || episode === null || supporter === 'none' || wallet === null) return null
  const { left_out, demos } = await specialShows(db)
  const hidden = show ? [] : left_out

  // What no wallet received is only listed where it is asked for, and so in no sum.
  const where = [standing(query)]
  if (show) where.push(sql`boosts.show_id = ${show.id}`)
  else if (hidden.length > 0) where.push(sql`boosts.show_id <> all(${hidden}::integer[])`)
  if (episode) where.push(sql`boosts.episode_id = ${episode}`)
  const plain = where.length
  if (query.claim) where.push(sql`boosts.claim = ${query.claim}`)
  if (supporter === 'anonymous') where.push(sql`boosts.supporter_id is null`)
  else if (supporter) where.push(sql`boosts.supporter_id = ${supporter}`)
  if (query.action) where.push(sql`boosts.action = ${query.action}`)
  if (query.app) where.push(sql`lower(boosts.app) = lower(${query.app})`)
  if (wallet)
    where.push(sql`boosts.id in (
      select paid.boost_id from payments paid where paid.wallet_id = ${wallet} and paid.boost_id is not null)`)
  if (query.q) where.push(await holds(db, query.q))
  if (query.min_sats !== undefined) where.push(sql`boosts.size_order >= ${query.min_sats * 1000}`)
  if (query.since) where.push(sql`boosts.sent_at >= ${query.since}`)
  if (query.until) where.push(sql`boosts.sent_at < ${query.until}`)
  if (query.status) where.push(STATUS[query.status])
  return {
    show_id: show?.id ?? null,
    episode_id: episode ?? null,
    left_out: hidden,
    demos: show ? [] : demos,
    isNarrowed: where.length > plain,
    where,
  }
}

/** Has these letters in its message, in the name that came with it, or in one that a host chose for who sent it. */
async function holds(db: Kysely<DB>, text: string): Promise<RawBuilder<boolean>> {
  const pattern = containing(text)
  const called = await db
    .selectFrom('supporters')
    .select('id')
    .where('chosen_name', 'is not', null)
    .where(sql<boolean>`lower(chosen_name) like lower(${pattern})`)
    .execute()
  const words = sql<boolean>`boosts.search like lower(${pattern})`
  if (called.length === 0) return words
  return sql<boolean>`(${words} or boosts.supporter_id = any(${called.map(({ id }) => id)}::uuid[]))`
}

function standing({ claim, status }: BoostListQuery): RawBuilder<boolean> {
  if (status === 'dismissed') return STATUS.dismissed
  return claim === 'unproven' ? UNPROVEN : sql<boolean>`boosts.payment_count > 0`
}

const UNPROVEN = sql<boolean>`boosts.claim = 'unproven' and boosts.dropped is null`

const STATUS: Record<NonNullable<BoostListQuery['status']>, RawBuilder<boolean>> = {
  unread: sql`boosts.read_at is null`,
  read: sql`boosts.read_at is not null`,
  unanswered: sql`not exists (select from replies a where a.state not in ('failed', 'refused')
    and (a.boost_id = boosts.id or a.boost_id in (select o.id from boost_aliases o where o.boost_id = boosts.id)))`,
  hidden: sql`boosts.hidden`,
  doubtful: sql`boosts.claim = 'doubtful'`,
  possible_double: sql`boosts.possible_double`,
  dismissed: sql`boosts.claim = 'unproven' and boosts.dropped = 'dismissed'`,
}

async function supporterOf(db: Kysely<DB>, asked: string | undefined) {
  if (asked === undefined || asked === 'anonymous') return asked
  return (await findSupporterId(db, asked)) ?? 'none'
}

async function findWalletId(db: Kysely<DB>, name: string): Promise<number | null> {
  const wallet = await db.selectFrom('wallets').select('id').where('name', '=', name).executeTakeFirst()
  return wallet?.id ?? null
}

async function specialShows(db: Kysely<DB>) {
  const rows = await db
    .selectFrom('shows')
    .select(['id', 'status', 'demo'])
    .where((where) => where.or([where('status', '=', 'set_aside'), where('demo', '=', true)]))
    .execute()
  return {
    left_out: rows.filter((row) => row.status === 'set_aside').map((row) => row.id),
    demos: rows.filter((row) => row.demo).map((row) => row.id),
  }
}
