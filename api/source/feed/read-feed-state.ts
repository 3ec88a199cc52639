import { type Kysely, sql } from 'kysely'
import { readArtworkProblem } from '#api/artwork/read-artwork.ts'
import type { FeedStateJson, RecipientJson } from '#api/contract/feed.ts'
import { findShow } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'

/** What is known of a show's feed, and whom its value block pays. @throws AppError not-found */
export async function readFeedState(db: Kysely<DB>, slug: string): Promise<FeedStateJson> {
  const show = await findShow(db, slug)
  const feed =
    show.feed_url === null
      ? undefined
      : await db.selectFrom('feeds').selectAll().where('show_id', '=', show.id).executeTakeFirst()
  const { episodes } = await db
    .selectFrom('feed_items')
    .select((select) =>
      select.cast<number>(select.fn.count('episode_id').distinct(), 'integer').as('episodes'),
    )
    .where('show_id', '=', show.id)
    .executeTakeFirstOrThrow()
  return {
    url: show.feed_url,
    title: feed?.title ?? null,
    image: feed?.image_url ?? null,
    image_problem: feed?.image_url ? await readArtworkProblem(db, show.id) : null,
    guid: feed?.guid ?? null,
    fetched_at: feed?.fetched_at?.toISOString() ?? null,
    next_at: feed?.next_at.toISOString() ?? null,
    problem: feed?.problem ?? null,
    next_step: feed?.next_step ?? null,
    episodes,
    recipients: await readRecipients(db, show.id),
  }
}

/** Proposed is the wallet that payments to this recipient's name came to as a rule, else the one that bears the name. */
async function readRecipients(db: Kysely<DB>, showId: number): Promise<RecipientJson[]> {
  const { rows } = await sql<RecipientJson>`
    select r.name, r.address, r.custom_key, r.custom_value, r.is_fee as fee, r.share::float8 as share,
           linked.name as wallet, case when linked.name is null then coalesce(paid.name, namesake.name) end as proposed_wallet
    from value_recipients r
    left join lateral (
      select w.name from wallet_addresses a join wallets w on w.id = a.wallet_id
      where a.address = r.address
        and ((a.custom_key = r.custom_key and a.custom_value = r.custom_value) or a.custom_key = '')
      order by a.custom_key = '' limit 1
    ) linked on true
    left join lateral (
      select w.name from (
        select wallet_id, count(*) as count from (
          select wallet_id from payments
          where show_id = ${showId} and split_part(recipient, E'\n', 1) = r.name
          order by settled_at desc limit 500
        ) latest group by wallet_id order by count desc limit 1
      ) most join wallets w on w.id = most.wallet_id
    ) paid on r.name is not null
    left join wallets namesake on lower(namesake.name) = lower(r.name)
    where r.show_id = ${showId} and r.episode_id is null and r.until = 'infinity'
    order by r.is_fee, r.share desc, r.id`.execute(db)
  return rows
}
