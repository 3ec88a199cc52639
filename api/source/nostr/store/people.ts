import { type Kysely, sql } from 'kysely'
import type { Profile } from '#api/source/nostr/read/read-person.ts'
import { shownName } from '#api/supporter/name-key.ts'
import { resolveSupporters } from '#api/supporter/resolve-supporters.ts'
import { anyOf } from '#db/query/any-of.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/** After so long a key is asked again who it is. */
const FRESH = '3 days'
const MOST = 200

export type Person = { name: string | null; is_bot: boolean }

/** What is known of keys. */
export async function loadPeople(db: Kysely<DB>, keys: Iterable<string>): Promise<Map<string, Person>> {
  const rows = await db
    .selectFrom('nostr_people')
    .select(['key', 'name', 'is_bot'])
    .where('key', '=', anyOf(keys))
    .execute()
  return new Map(rows.map(({ key, ...person }) => [key, person]))
}

/** Those of these keys that were never asked, or long ago. */
export async function findStrangers(db: Kysely<DB>, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct key from unnest(${[...keys]}::text[]) key
    where not exists (select from nostr_people p where p.key = key.key and read_at > now() - ${FRESH}::interval)
    order by key limit ${MOST}`.execute(db)
  return rows.map(({ key }) => key)
}

/** Keys of who boosted lately and was asked long ago: names change. */
export async function findToAskAgain(db: Kysely<DB>, source_id: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select p.key from nostr_people p
    where read_at < now() - ${FRESH}::interval and exists (
      select from claims c where c.key = p.key and c.source_id = ${source_id} and c.sent_at > now() - interval '90 days')
    order by read_at limit ${MOST}`.execute(db)
  return rows.map(({ key }) => key)
}

/**
 * Keeps what keys say of themselves. Who is shown under the former name is shown under the new one: the key is who they are, the
 * name is what they are called, unless a host chose another.
 * @param found nothing for those that say nothing anywhere
 */
export async function writePeople(
  db: Kysely<DB>,
  found: ReadonlyMap<string, Profile & { relays: string[] }>,
): Promise<void> {
  for (const [key, { name, is_bot, relays }] of [...found].sort()) {
    await retryTransaction(() =>
      db.transaction().execute(async (trx) => {
        const before = await trx
          .selectFrom('nostr_people')
          .select('name')
          .where('key', '=', key)
          .forUpdate()
          .executeTakeFirst()
        await trx
          .insertInto('nostr_people')
          .values({ key, name, is_bot, relays, read_at: new Date() })
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet({ name, is_bot, relays, read_at: new Date() }),
          )
          .execute()
        if (!before || name === null || before.name === name) return
        const known = await trx
          .selectFrom('supporter_names')
          .select(['supporter_id', 'name'])
          .where('app_key', '=', 'nostr')
          .where('sender_id', '=', key)
          .where('supporter_id', 'is not', null)
          .execute()
        if (known.length === 0) return
        await resolveSupporters(trx, [{ app: 'nostr', name, id: key }])
        await trx
          .updateTable('supporters')
          .set({ name: shownName(name) })
          .where('id', '=', anyOf(known.flatMap(({ supporter_id }) => supporter_id ?? [])))
          .where('name', '=', anyOf(known.map((each) => each.name)))
          .where('chosen_name', 'is', null)
          .execute()
      }),
    )
  }
}
