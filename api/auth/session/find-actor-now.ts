import { ABSOLUTE_MS, IDLE_MS } from '#api/auth/session/session.ts'
import type { Context } from '#api/context.ts'
import type { Actor } from '#api/http/actor.ts'

/**
 * Who an actor of a while ago is now, for what goes on after its request was let in: null where the key was revoked, the
 * session ended or the account went. Looking does not count as use, so that an open page keeps no session from going idle.
 */
export async function findActorNow(ctx: Pick<Context, 'db' | 'now'>, actor: Actor): Promise<Actor | null> {
  if (actor.kind === 'key') {
    const row = await ctx.db
      .selectFrom('api_keys')
      .select(['scopes', 'show_ids as shows'])
      .where('id', '=', actor.id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return row ? { ...actor, ...row } : null
  }
  if (actor.sessionId !== null && !(await sessionHolds(ctx, actor.sessionId))) return null
  const user = await ctx.db
    .selectFrom('users')
    .select(['role', 'show_ids as shows'])
    .where('id', '=', actor.id)
    .executeTakeFirst()
  return user ? { ...actor, ...user } : null
}

async function sessionHolds({ db, now }: Pick<Context, 'db' | 'now'>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select(['created_at', 'last_used_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return false
  const time = now().getTime()
  return time - row.last_used_at.getTime() <= IDLE_MS && time - row.created_at.getTime() <= ABSOLUTE_MS
}
