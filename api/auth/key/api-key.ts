import { randomUUIDv7, timingSafeEqual } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { findShowIds, showSlugs } from '#api/auth/reach.ts'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import type { KeyJson, NewKey } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { Machine } from '#api/http/actor.ts'
import type { ApiKey } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

/** Says what it is to people and to scanners for leaked secrets. */
const PREFIX = 'rdo_'
/** Its last use is noted at most this often. */
const NOTE_EVERY = sql.lit('1 minute')

/**
 * Makes a key.
 * @returns it as listed, and the key itself, which nobody can show again
 * @throws AppError conflict where a key of this name is in use
 */
export async function createKey(db: Kysely<DB>, wanted: NewKey): Promise<KeyJson & { key: string }> {
  const key = `${PREFIX}${makeToken()}`
  const row = await db
    .insertInto('api_keys')
    .values({
      id: randomUUIDv7(),
      name: wanted.name,
      key_hash: hashToken(key),
      prefix: key.slice(0, PREFIX.length + 4),
      scopes: [...new Set(wanted.scopes)],
      source: wanted.source,
      wallet: wanted.wallet,
      show_ids: await findShowIds(db, wanted.shows),
    })
    .onConflict((conflict) => conflict.column('name').where('revoked_at', 'is', null).doNothing())
    .returningAll()
    .returning(showSlugs)
    .executeTakeFirst()
  if (!row)
    throw new AppError(
      'conflict',
      `A key named "${wanted.name}" is in use. Revoke it first, or take another name.`,
    )
  return { ...keyAsJson(row), key }
}

/** All keys, those in use first, then newest first. */
export async function listKeys(db: Kysely<DB>): Promise<KeyJson[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .select(showSlugs)
    .orderBy(sql`revoked_at is not null`)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(keyAsJson)
}

/**
 * The key in use of this name.
 * @throws AppError not-found
 */
export async function findKeyByName(db: Kysely<DB>, name: string): Promise<KeyJson> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .select(showSlugs)
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found', `No key named "${name}" is in use.`)
  return keyAsJson(row)
}

/**
 * Ends a key at once; a second time changes nothing.
 * @throws AppError not-found
 */
export async function revokeKey({ db, auth, now }: Pick<Context, 'db' | 'auth' | 'now'>, id: string) {
  const row = await db
    .updateTable('api_keys')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', sql<Date>`${now()}::timestamptz`) }))
    .where('id', '=', id)
    .returningAll()
    .returning(showSlugs)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found', 'There is no key of this id.')
  auth.keys.forget(id)
  await sql`select pg_notify('keys_' || current_schema(), ${id})`.execute(db)
  return keyAsJson(row)
}

/** Whose key this is, or null where it is unknown or revoked. Notes when and from where it was last used. */
export async function findKey(
  { db, auth, now }: Pick<Context, 'db' | 'auth' | 'now'>,
  key: string,
  address: string | null,
): Promise<Machine | null> {
  if (!key.startsWith(PREFIX)) return null
  const hash = hashToken(key)
  const known = auth.keys.get(hash)
  if (known) return known
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('key_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row || !timingSafeEqual(row.key_hash, hash)) return null
  await noteUse(db, row.id, address, now())
  const machine: Machine = {
    kind: 'key',
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    source: row.source,
    wallet: row.wallet,
    shows: row.show_ids,
  }
  auth.keys.set(hash, machine)
  return machine
}

async function noteUse(db: Kysely<DB>, id: string, address: string | null, now: Date): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now, last_used_from: address })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('last_used_at', 'is', null),
        eb('last_used_at', '<', sql<Date>`${now}::timestamptz - interval ${NOTE_EVERY}`),
      ]),
    )
    .execute()
}

function keyAsJson(row: ApiKey & Pick<KeyJson, 'shows'>): KeyJson {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    source: row.source,
    wallet: row.wallet,
    shows: row.shows,
    prefix: row.prefix,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    last_used_from: row.last_used_from,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  }
}
