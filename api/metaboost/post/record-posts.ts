import { hash, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import type { App } from '#api/metaboost/app/app-registry.ts'
import { TEST_APP } from '#api/metaboost/app/test-app.ts'
import { postAsReport } from '#api/metaboost/post/post-as-report.ts'
import { type Post, wrongField } from '#api/metaboost/post/read-post.ts'
import { Refusal } from '#api/metaboost/refusal.ts'
import { findOpenShows, type OpenShow } from '#api/metaboost/show/find-open-shows.ts'
import type { Assertion } from '#api/metaboost/signature/verify-assertion.ts'
import { jsonText } from '#api/metadata/text.ts'
import { anyOf } from '#db/query/any-of.ts'
import { insertionOf } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

/** A signed request: to which show's address, and what it says or what is wrong with that. */
export type PostEntry = { slug: string; assertion: Assertion; post: Post | Refusal }
/** The id that the app is given; null for a stream, which has none. */
export type PostOutcome = { message_guid: string | null } | Refusal

/** So long what a listener did is the same as before, where it looks the same. */
const SAME_ACTION_S = 60

type Accepted = { app: App; show: OpenShow; post: Post; digest: Buffer }

/**
 * Takes down what apps posted, to be claimed. A signature is good for one request, wherever it arrives; whatever else is wrong is said
 * after that. What a listener did once is one claim, however often the app sends it within a minute.
 * @param claim has what was taken down claimed soon, by its digest; should that fail, `claimLeft` does it
 * @returns an outcome per entry, in order, once all is committed
 */
export async function recordPosts(
  db: Kysely<DB>,
  entries: readonly PostEntry[],
  now: Date,
  claim: (reports: ReadonlyMap<string, ClaimReport>) => void,
): Promise<PostOutcome[]> {
  const [first, shows, blocked] = await Promise.all([
    noteUses(db, entries),
    findOpenShows(
      db,
      entries.map(({ slug }) => slug),
    ),
    loadBlocked(db, entries),
  ])
  const judged = entries.map((entry, at): Refusal | Accepted => {
    if (!first.has(at))
      return new Refusal('app_assertion_replay', 'This AppAssertion was used before (jti). Sign anew.')
    return judge(entry, shows, blocked)
  })
  const accepted = judged.flatMap((one) => (one instanceof Refusal ? [] : one))
  const reports = new Map(accepted.map((one) => [one.digest.toString('hex'), reportOf(one, now)]))
  const guids = await nameActions(db, accepted, reports, now)
  // Of an act that was there before, what came first is claimed.
  claim(new Map([...reports].filter(([digest, { ref }]) => guids.get(digest) === ref)))
  return judged.map((one) => {
    if (one instanceof Refusal) return one
    const guid = guids.get(one.digest.toString('hex')) ?? null
    return { message_guid: one.post.action === 'boost' ? guid : null }
  })
}

function reportOf({ app, post, show }: Accepted, at: Date): ClaimReport {
  return postAsReport(post, { app, showId: show.id, ref: randomUUID(), at })
}

function judge(
  { slug, assertion: { app }, post }: PostEntry,
  shows: ReadonlyMap<string, OpenShow>,
  blocked: ReadonlySet<string>,
): Refusal | Accepted {
  const show = shows.get(slug)
  if (!show) return new Refusal('not_found', 'No show takes boosts at this address.')
  if (post instanceof Refusal) return post
  if (post.feed_guid !== undefined && !show.guids.includes(post.feed_guid))
    return wrongField('feed_guid', 'feed_guid is not the guid of the feed that has this address')
  if (blocked.has(post.sender_guid)) return new Refusal('sender_blocked', SENDER_BLOCKED)
  return { app, show, post, digest: actionOf(app, show, post) }
}

/** What one is told who is blocked. */
export const SENDER_BLOCKED = 'The show takes no messages from you.'

/** What tells one act of a listener from another. */
function actionOf(app: App, show: OpenShow, post: Post): Buffer {
  const { sender_guid, action, message, currency, amount, item_guid, time_position } = post
  const position = action === 'stream' ? time_position : null
  const act = [show.id, app.id, sender_guid, action, message, currency, amount, item_guid ?? null, position]
  return Buffer.from(hash('sha256', JSON.stringify(act), 'hex'), 'hex')
}

/** @returns which entries are the first ones with their signatures */
async function noteUses(db: Kysely<DB>, entries: readonly PostEntry[]): Promise<Set<number>> {
  const uses = new Map<string, { at: number; until: Date }>()
  for (const [at, { assertion }] of entries.entries()) {
    const digest = assertion.digest.toString('hex')
    if (!uses.has(digest)) uses.set(digest, { at, until: assertion.until })
  }
  // In one order everywhere, so that two processes do not wait for each other.
  const rows = [...uses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([digest, { until }]) => ({ digest: `\\x${digest}`, until: until.toISOString() }))
  const { rows: fresh } = await sql<{ digest: string }>`
    ${insertionOf('metaboost_uses', ['digest', 'until'], rows)}
    on conflict do nothing returning encode(digest, 'hex') as digest`.execute(db)
  return new Set(fresh.flatMap(({ digest }) => uses.get(digest)?.at ?? []))
}

async function loadBlocked(db: Kysely<DB>, entries: readonly PostEntry[]): Promise<Set<string>> {
  const senders = entries.flatMap(({ post }) => (post instanceof Refusal ? [] : post.sender_guid))
  const rows = await db
    .selectFrom('metaboost_blocked_senders')
    .select('sender_guid')
    .where('sender_guid', '=', anyOf(new Set(senders)))
    .execute()
  return new Set(rows.map(({ sender_guid }) => sender_guid))
}

/**
 * Gives each act its id, the one that it has where the app tries again, and notes which app posted to which show.
 * @returns ids by digest
 */
async function nameActions(
  db: Kysely<DB>,
  accepted: readonly Accepted[],
  reports: ReadonlyMap<string, ClaimReport>,
  now: Date,
): Promise<Map<string, string>> {
  if (accepted.length === 0) return new Map()
  const rows = [...reports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([digest, report]) => ({
      digest: `\\x${digest}`,
      message_guid: report.ref,
      done_at: now.toISOString(),
      // What could not be read of it may be nested deeper than JSON.stringify goes: it costs no other post.
      report: jsonText({ ...report, sent_at: report.sent_at.toISOString() }),
    }))
  const { rows: named } = await sql<{ digest: string; message_guid: string }>`
    with posted as (
      insert into metaboost_posts as p (show_id, app_id, first_at, last_at, posts)
      select show_id, app_id, ${now}, ${now}, posts from json_to_recordset(${JSON.stringify(postsOf(accepted))}::json)
        as given (show_id integer, app_id text, posts bigint)
      on conflict (show_id, app_id) do update set last_at = greatest(p.last_at, excluded.last_at), posts = p.posts + excluded.posts
    )
    ${insertionOf('metaboost_actions', ['digest', 'message_guid', 'done_at', 'report'], rows)}
    on conflict (digest) do update set (message_guid, done_at, report) = (
      select f.message_guid, f.done_at, f.report from (
        select metaboost_actions.message_guid, metaboost_actions.done_at, metaboost_actions.report, 1 as place
        where metaboost_actions.done_at > ${now}::timestamptz - make_interval(secs => ${SAME_ACTION_S})
          or metaboost_actions.report is not null
        union all select excluded.message_guid, excluded.done_at, excluded.report, 2) f
      order by place limit 1)
    returning encode(digest, 'hex') as digest, message_guid`.execute(db)
  return new Map(named.map(({ digest, message_guid }) => [digest, message_guid]))
}

function postsOf(accepted: readonly Accepted[]): { show_id: number; app_id: string; posts: number }[] {
  const counts = new Map<string, { show_id: number; app_id: string; posts: number }>()
  for (const { show, app } of accepted) {
    if (app.id === TEST_APP.id) continue
    const key = `${show.id} ${app.id}`
    const count = counts.get(key) ?? { show_id: show.id, app_id: app.id, posts: 0 }
    counts.set(key, { ...count, posts: count.posts + 1 })
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)
}
