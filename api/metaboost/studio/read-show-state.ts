import { type Kysely, sql } from 'kysely'
import type { PostingAppJson, PostingSenderJson, ShowMetaboostJson } from '#api/contract/metaboost.ts'
import { TEST_APP, TEST_SENDER } from '#api/metaboost/app/test-app.ts'
import { STANDARDS, type Standard } from '#api/metaboost/post/read-post.ts'
import { boostPath } from '#api/metaboost/serve/addresses.ts'
import { isAddressOf, isReachable } from '#api/metaboost/studio/feed-tags.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** So many senders are listed, those that wrote last. */
const MOST_SENDERS = 20

/**
 * The address that apps post a show's boosts to, and how it does.
 * @param base where this service is, as others reach it
 */
export async function readShowState(db: Kysely<DB>, show: Show, base: string): Promise<ShowMetaboostJson> {
  const [guids, slugs, tags, apps, senders] = await Promise.all([
    db
      .selectFrom('show_names')
      .select('value')
      .where('show_id', '=', show.id)
      .where('kind', '=', 'guid')
      .execute(),
    db.selectFrom('show_aliases').select('slug').where('show_id', '=', show.id).execute(),
    readTags(db, show),
    listApps(db, show.id),
    listSenders(db, show.id),
  ])
  const addresses = STANDARDS.map((standard) => ({ standard, url: base + boostPath(standard, show.slug) }))
  const own = [show.slug, ...slugs.map(({ slug }) => slug)]
  const because =
    show.status === 'kept' ? (guids.length === 0 ? 'no_guid' : show.metaboost ? null : 'off') : 'not_kept'
  return {
    open: because === null,
    closed_because: because,
    addresses,
    tag: tagOf('mbrss-v1', addresses[0]?.url ?? ''),
    reachable: isReachable(base),
    feed:
      tags === null
        ? 'unread'
        : tags.some(({ url }) => isAddressOf(url, base, own))
          ? 'ours'
          : tags.length > 0
            ? 'other'
            : 'none',
    feed_tags: tags ?? [],
    last_posted_at:
      apps
        .flatMap(({ last_at }) => last_at ?? [])
        .sort()
        .at(-1) ?? null,
    apps,
    senders,
  }
}

function tagOf(standard: Standard, url: string): string {
  return `<podcast:metaBoost standard="${standard}">${url}</podcast:metaBoost>`
}

async function readTags(db: Kysely<DB>, { id, feed_url }: Show) {
  if (feed_url === null) return null
  const feed = await db.selectFrom('feeds').select('metaboost').where('show_id', '=', id).executeTakeFirst()
  return feed?.metaboost ?? null
}

type AppRow = Omit<PostingAppJson, 'first_at' | 'last_at'> & { first_at: Date | null; last_at: Date | null }

/** Those that posted to the show, and those of which an owner said something, the last one first. */
async function listApps(db: Kysely<DB>, showId: number): Promise<PostingAppJson[]> {
  const { rows } = await sql<AppRow>`
    select app_id, coalesce(a.own_name, a.record ->> 'display_name', app_id) as name,
      case when a.blocked_at is not null then 'blocked'
        when a.own_key is not null or a.record ->> 'status' = 'active' then 'active'
        when a.record is not null then 'suspended' else 'unknown' end as standing,
      case when a.own_key is not null then 'hand' when a.record is not null then 'registry' end as trusted_by,
      p.first_at, p.last_at, coalesce(p.posts, 0)::float8 as posts
    from (select * from metaboost_posts where show_id = ${showId}) p
    full join metaboost_apps a using (app_id)
    where app_id <> ${TEST_APP.id} and (p.show_id is not null or a.own_key is not null or a.blocked_at is not null)
    order by p.last_at desc nulls last, app_id limit 200`.execute(db)
  return rows.map(({ first_at, last_at, ...row }) => ({
    ...row,
    first_at: first_at?.toISOString() ?? null,
    last_at: last_at?.toISOString() ?? null,
  }))
}

type SenderRow = Omit<PostingSenderJson, 'last_at'> & { last_at: Date | null }

/** Those that wrote last, and all that are blocked. */
async function listSenders(db: Kysely<DB>, showId: number): Promise<PostingSenderJson[]> {
  const { rows } = await sql<SenderRow>`
    with latest as (
      select key, sender_name, app, sent_at from claims
      where show_id = ${showId} and route = 'metaboost' and key_kind = 'app' and key <> ${TEST_SENDER}
      order by sent_at desc limit 500
    ),
    wrote as (
      select distinct on (key) key, sender_name, app, sent_at as last_at from latest order by key, sent_at desc
    )
    select coalesce(b.sender_guid::text, w.key) as sender_guid, coalesce(w.sender_name, b.name) as name, w.app, w.last_at,
      b.sender_guid is not null as blocked
    from (select * from wrote order by last_at desc limit ${MOST_SENDERS}) w
    full join metaboost_blocked_senders b on b.sender_guid::text = w.key
    order by blocked desc, w.last_at desc nulls last limit 200`.execute(db)
  return rows.map(({ last_at, ...row }) => ({ ...row, last_at: last_at?.toISOString() ?? null }))
}
