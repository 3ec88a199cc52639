import type { Kysely } from 'kysely'
import { tryLink } from '#api/auth/attempts.ts'
import { linkTo } from '#api/auth/person/link.ts'
import type { Client } from '#api/auth/session/session.ts'
import { enter, type SignedIn } from '#api/auth/session/sign-in.ts'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

const VALID_MS = 60 * 60_000

/**
 * Makes a link that signs a person in once, within an hour, whatever became of their password: made on the machine itself, it is the
 * way back in that no stranger can close. Former ones of theirs no longer work.
 */
export async function createSignInLink({ db, config, now }: Context, userId: string): Promise<string> {
  const token = makeToken()
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('sign_in_links').where('user_id', '=', userId).execute()
    await trx
      .insertInto('sign_in_links')
      .values({
        token_hash: hashToken(token),
        user_id: userId,
        created_at: now(),
        expires_at: new Date(now().getTime() + VALID_MS),
      })
      .execute()
  })
  return linkTo(config, `/studio/link#${token}`)
}

/**
 * Signs in with such a link.
 * @throws AppError gone where it was used or has expired, not-found where it never was or a newer one replaced it
 */
export async function useSignInLink(ctx: Context, token: string, client: Client): Promise<SignedIn> {
  const userId = await tryLink(ctx.auth.attempts, client.address, () => takeLink(ctx.db, token, ctx.now()))
  return enter(ctx, userId, client, 'link')
}

/** In one statement, so that of two uses at once the second finds it used. */
async function takeLink(db: Kysely<DB>, token: string, now: Date): Promise<string> {
  const hash = hashToken(token)
  const taken = await db
    .updateTable('sign_in_links')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst()
  if (taken) return taken.user_id
  const known = await db
    .selectFrom('sign_in_links')
    .select('used_at')
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  if (known)
    throw new AppError(
      'gone',
      `This link ${known.used_at ? 'is used' : 'has expired'}. Have another one made.`,
    )
  throw new AppError('not-found', 'This link is not valid: it is not whole, or a newer one replaced it.')
}
