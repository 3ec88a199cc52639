import type { Kysely } from 'kysely'
import { capabilitiesOf } from '#api/auth/capability.ts'
import { findSlugs } from '#api/auth/reach.ts'
import type { Me } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { Actor, Person } from '#api/http/actor.ts'
import type { DB } from '#db/schema/index.ts'

/** What a credential is told about itself. */
export async function meOf(db: Kysely<DB>, actor: Actor): Promise<Me> {
  const may = capabilitiesOf(actor)
  const shows = await findSlugs(db, actor.shows)
  if (actor.kind === 'key') {
    const { id, name, scopes, source } = actor
    return { kind: 'key', id, name, scopes: [...scopes], source, shows, may }
  }
  const { id, email, name, role, sessionId, lacksFactor: lacks_factor } = actor
  const { password_hash, language } = await db
    .selectFrom('users')
    .select(['password_hash', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const via = sessionId ? 'session' : 'proxy'
  return {
    kind: 'person',
    id,
    email,
    name,
    role,
    via,
    has_password: password_hash !== null,
    shows,
    lacks_factor,
    language,
    may,
  }
}

/** The person behind a route for people, e.g. `may: 'person'`. */
export function personOf(actor: Actor | null): Person {
  if (actor?.kind === 'person') return actor
  throw new AppError('not-allowed', 'This is for people. Sign in with an account.')
}
