import { type Kysely, sql } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** Of those that boosters write to and nobody named, so many are followed: what a payment proved has a say, one for each supporter. */
const MOST_FOUND = 5

/**
 * Keeps the rows of what a source follows: the relays that it is set to, and the few that most of its boosters write to. A note costs
 * nothing, so that who only posted one could have Readout follow a relay of theirs.
 */
export async function keepRelays(
  db: Kysely<DB>,
  source_id: number,
  set: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`
    select found.url from nostr_people
      join claims on claims.key = nostr_people.key and claims.source_id = ${source_id}
      join boosts on boosts.id = claims.boost_id and boosts.payment_count > 0,
      unnest(nostr_people.relays) as found (url)
    where found.url <> all (${[...set]}::text[])
    group by found.url having count(distinct boosts.supporter_id) > 0
    order by count(distinct boosts.supporter_id) desc, found.url limit ${MOST_FOUND}`.execute(db)
  const found = rows.map(({ url }) => url)
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('nostr_relays')
      .where('source_id', '=', source_id)
      .where('url', '<>', sql<string>`all(${[...set, ...found]}::text[])`)
      .execute()
    for (const url of [...set, ...found])
      await trx
        .insertInto('nostr_relays')
        .values({ source_id, url, found: !set.includes(url) })
        .onConflict((conflict) =>
          conflict.columns(['source_id', 'url']).doUpdateSet({ found: !set.includes(url) }),
        )
        .execute()
  })
  return found
}

/** Until when all that a relay had was listed; null: nothing yet. */
export async function loadSeenAt(db: Kysely<DB>, source_id: number, url: string): Promise<Date | null> {
  const row = await db
    .selectFrom('nostr_relays')
    .select('seen_at')
    .where('source_id', '=', source_id)
    .where('url', '=', url)
    .executeTakeFirst()
  return row?.seen_at ?? null
}

export async function noteSeen(db: Kysely<DB>, source_id: number, url: string, seen_at: Date): Promise<void> {
  await db
    .updateTable('nostr_relays')
    .set({ seen_at })
    .where('source_id', '=', source_id)
    .where('url', '=', url)
    .execute()
}

/** Notes how a relay does; open pages are told where that is new. @param problem a sentence where it fails */
export async function noteState(
  db: Kysely<DB>,
  source_id: number,
  url: string,
  state: 'connecting' | 'connected' | 'failing',
  problem: string | null = null,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('nostr_relays')
    .set({ state, problem, state_since: sql<Date>`now()` })
    .where('source_id', '=', source_id)
    .where('url', '=', url)
    .where((where) => where.or([where('state', '<>', state), where('problem', 'is distinct from', problem)]))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await notifyLive(db, { kind: 'sources' })
}

/** The digests of what a relay's whole past was listed for. */
export async function loadListed(db: Kysely<DB>, source_id: number, url: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('nostr_listed')
    .select('digest')
    .where('source_id', '=', source_id)
    .where('url', '=', url)
    .execute()
  return new Set(rows.map(({ digest }) => digest.toString('hex')))
}

/**
 * Notes that a relay's whole past was listed for these, and with the first of them until when: what comes later is looked for from
 * there. A relay that is followed no more is left alone.
 * @param began when listing them did
 */
export async function noteListed(
  db: Kysely<DB>,
  source_id: number,
  url: string,
  { digests, began }: { digests: readonly string[]; began: Date },
): Promise<void> {
  await sql`
    with relay as (
      update nostr_relays set seen_at = coalesce(seen_at, ${began})
      where source_id = ${source_id} and url = ${url} returning source_id, url)
    insert into nostr_listed (source_id, url, digest)
    select source_id, url, decode(digest, 'hex') from relay, unnest(${[...digests]}::text[]) digest
    on conflict do nothing`.execute(db)
}

/** Forgets what is asked for no more: asked for again, it may have missed something meanwhile. */
export async function forgetListed(
  db: Kysely<DB>,
  source_id: number,
  url: string,
  digests: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('nostr_listed')
    .where('source_id', '=', source_id)
    .where('url', '=', url)
    .where(sql<string>`encode(digest, 'hex')`, '=', anyOf(digests))
    .execute()
}
