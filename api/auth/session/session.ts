import { randomUUIDv7, timingSafeEqual } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { nameBrowser, type SaidBrowser } from '#api/auth/session/name-browser.ts'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { SessionJson } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { Person } from '#api/http/actor.ts'
import type { SessionFactor } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

const DAY_MS = 24 * 3600 * 1000
/** A session ends after this long without use, */
export const IDLE_MS = 14 * DAY_MS
/** and after this long in any case. */
export const ABSOLUTE_MS = 90 * DAY_MS
/** Its last use is noted at most this often. */
const NOTE_EVERY_MS = 60_000

/** Where a request comes from, as shown in lists of sessions, and the devices that its browser says it is. */
export type Client = SaidBrowser & { address: string | null; devices?: readonly string[] }

/**
 * Begins a session, and clears away those that ended.
 * @returns its token for the cookie; only a hash of it is stored
 */
export async function beginSession(
  db: Kysely<DB>,
  {
    userId,
    client,
    now,
    factor = null,
  }: { userId: string; client: Client; now: Date; factor?: SessionFactor | null },
): Promise<string> {
  await db
    .deleteFrom('sessions')
    .where((eb) =>
      eb.or([eb('last_used_at', '<', before(now, IDLE_MS)), eb('created_at', '<', before(now, ABSOLUTE_MS))]),
    )
    .execute()
  const token = makeToken()
  await db
    .insertInto('sessions')
    .values({
      id: randomUUIDv7(),
      token_hash: hashToken(token),
      user_id: userId,
      created_at: now,
      last_used_at: now,
      address: client.address,
      user_agent: client.userAgent?.slice(0, 300) ?? null,
      browser: nameBrowser(client),
      factor,
      proven_at: now,
    })
    .execute()
  return token
}

/** Whose session this is, or null where it is unknown or has ended. Using it keeps it from going idle. */
export async function findSession(db: Kysely<DB>, token: string, now: Date): Promise<Person | null> {
  const hash = hashToken(token)
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id as session_id',
      'token_hash',
      'last_used_at',
      'proven_at',
      'users.id',
      'email',
      'name',
      'role',
      'show_ids as shows',
      sql<boolean>`factor is null and exists (
        select from installation where users.role = any(factor_roles))`.as('lacks_factor'),
    ])
    .where('token_hash', '=', hash)
    .where('last_used_at', '>=', before(now, IDLE_MS))
    .where('sessions.created_at', '>=', before(now, ABSOLUTE_MS))
    .executeTakeFirst()
  if (!row || !timingSafeEqual(row.token_hash, hash)) return null
  if (now.getTime() - row.last_used_at.getTime() > NOTE_EVERY_MS)
    await db.updateTable('sessions').set({ last_used_at: now }).where('id', '=', row.session_id).execute()
  const { id, email, name, role, shows, session_id: sessionId, proven_at: provenAt, lacks_factor } = row
  return { kind: 'person', id, email, name, role, shows, sessionId, provenAt, lacksFactor: lacks_factor }
}

/** A person's sessions, last used first. */
export async function listSessions(
  db: Kysely<DB>,
  { userId, currentId, now }: { userId: string; currentId: string | null; now: Date },
): Promise<SessionJson[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('last_used_at', '>=', before(now, IDLE_MS))
    .where('created_at', '>=', before(now, ABSOLUTE_MS))
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    current: row.id === currentId,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at.toISOString(),
    expires_at: new Date(
      Math.min(row.last_used_at.getTime() + IDLE_MS, row.created_at.getTime() + ABSOLUTE_MS),
    ).toISOString(),
    address: row.address,
    browser: row.browser ?? nameBrowser({ userAgent: row.user_agent }),
    user_agent: row.user_agent,
    factor: row.factor,
    last_action: row.last_action,
    last_action_at: row.last_action_at?.toISOString() ?? null,
  }))
}

/**
 * Ends one of a person's own sessions.
 * @throws AppError not-found, also where it is another's
 */
export async function endSession(db: Kysely<DB>, userId: string, id: string): Promise<void> {
  const gone = await db
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw new AppError('not-found', 'This session has ended already.')
}

/** Ends all of a person's sessions. */
export async function endAllSessions(db: Kysely<DB>, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute()
}

/** Ends the session of this token, whoever's it is, e.g. before another begins in the same browser. */
export async function endSessionOf(db: Kysely<DB>, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', hashToken(token)).execute()
}

function before(now: Date, ms: number) {
  return sql<Date>`${new Date(now.getTime() - ms)}::timestamptz`
}
