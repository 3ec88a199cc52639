import type { Kysely } from 'kysely'
import { checkNewPassword } from '#api/auth/password/check-new-password.ts'
import { checkOwnPassword } from '#api/auth/password/check-own-password.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { type Client, endAllSessions } from '#api/auth/session/session.ts'
import { enter, type SignedIn } from '#api/auth/session/sign-in.ts'
import type { Context } from '#api/context.ts'
import type { ChangePassword } from '#api/contract/auth.ts'
import type { Person } from '#api/http/actor.ts'
import type { SessionFactor } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Changes a person's own password: all their sessions end, and a new one begins here.
 * @throws AppError not-allowed where the current one is wrong, unprocessable where the new one is weak, too-many-requests
 */
export async function changePassword(
  ctx: Context,
  person: Person,
  { current_password, new_password }: ChangePassword,
  client: Client,
): Promise<SignedIn> {
  await checkOwnPassword(ctx, person.id, current_password, 'The current password is not right.')
  const factor = await factorOf(ctx.db, person)
  await setPassword(ctx.db, person, new_password)
  return enter(ctx, person.id, client, factor)
}

/** What the session began with that ends with the old password. */
async function factorOf(db: Kysely<DB>, { sessionId }: Person): Promise<SessionFactor | null> {
  if (sessionId === null) return null
  const session = await db
    .selectFrom('sessions')
    .select('factor')
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return session?.factor ?? null
}

/** Sets an account's password and ends its sessions. @throws AppError unprocessable where it is weak */
export async function setPassword(
  db: Kysely<DB>,
  user: { id: string; email: string },
  password: string,
): Promise<void> {
  await checkNewPassword(password, user.email)
  const password_hash = await hashPassword(password)
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('users').set({ password_hash }).where('id', '=', user.id).execute()
    await endAllSessions(trx, user.id)
  })
}
