import { verifyPassword } from '#api/auth/password/hash-password.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'

/**
 * Sees that whoever is signed in knows their password.
 * @param wrong what is said where it is not the one
 * @throws AppError not-allowed where it is not, too-many-requests after too many tries
 */
export async function checkOwnPassword(
  ctx: Pick<Context, 'db' | 'auth'>,
  userId: string,
  password: string,
  wrong: string,
): Promise<void> {
  const forgive = ctx.auth.attempts.count('account', userId)
  const { password_hash } = await ctx.db
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  if (!(await verifyPassword(password, password_hash))) throw new AppError('not-allowed', wrong)
  forgive()
}
