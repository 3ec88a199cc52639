import type { Kysely } from 'kysely'
import { tryLink } from '#api/auth/attempts.ts'
import { checkNewPassword } from '#api/auth/password/check-new-password.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { linkTo } from '#api/auth/person/link.ts'
import { saveUser } from '#api/auth/person/user.ts'
import type { Client } from '#api/auth/session/session.ts'
import { enter, type SignedIn } from '#api/auth/session/sign-in.ts'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import type { Setup } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes the one-time link with which the owner's account is made; former ones no longer work. On a database that several processes may
 * share it is the same from each of them, until it is used.
 * @param base address under which the service is reached, by default as configured
 * @returns null once there is an owner
 */
export async function createSetupLink(ctx: Context, base?: string): Promise<string | null> {
  if (await hasOwner(ctx.db)) return null
  const token = ctx.config.databaseUrl === null ? makeToken() : await sharedToken(ctx)
  await ctx.db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('setup_links')
      .where('used_at', 'is', null)
      .where('token_hash', '<>', hashToken(token))
      .execute()
    await trx
      .insertInto('setup_links')
      .values({ token_hash: hashToken(token) })
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .execute()
  })
  return linkTo(ctx.config, `/studio/setup#${token}`, base)
}

/** One that all who have the SECRET_KEY make alike, and a new one after each that was used. */
async function sharedToken({ db, secrets }: Pick<Context, 'db' | 'secrets'>): Promise<string> {
  const { used } = await db
    .selectFrom('setup_links')
    .select((eb) => eb.fn.countAll<number>().as('used'))
    .where('used_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const { change_epoch } = await db
    .selectFrom('installation')
    .select('change_epoch')
    .executeTakeFirstOrThrow()
  return secrets.derive(`setup link ${change_epoch} ${used}`).toString('base64url')
}

/** Whether the owner's account is still to be made. */
export async function needsSetup(db: Kysely<DB>): Promise<boolean> {
  return !(await hasOwner(db))
}

/** @throws AppError gone where the link was used or there is an owner, not-found where it never was or a newer one replaced it */
export async function checkSetupLink(db: Kysely<DB>, token: string): Promise<void> {
  const link = await db
    .selectFrom('setup_links')
    .select('used_at')
    .where('token_hash', '=', hashToken(token))
    .forUpdate()
    .executeTakeFirst()
  if (link?.used_at)
    throw new AppError('gone', 'This link is used: the owner has an account. Sign in with it.')
  if (await hasOwner(db))
    throw new AppError('gone', 'There is an owner already. Sign in, or ask the owner to invite you.')
  if (!link)
    throw new AppError('not-found', 'This link is not valid. Every start prints a new one: take the newest.')
}

/** Makes the owner's account with the one-time link, and signs in. */
export async function setUp(
  ctx: Context,
  { token, email, name, password }: Setup,
  client: Client,
): Promise<SignedIn> {
  await tryLink(ctx.auth.attempts, client.address, () => checkSetupLink(ctx.db, token))
  await checkNewPassword(password, email)
  const password_hash = await hashPassword(password)
  const userId = await ctx.db.transaction().execute(async (trx) => {
    // Locks the link, so that of two uses at once the second finds it used.
    await checkSetupLink(trx, token)
    await trx
      .updateTable('setup_links')
      .set({ used_at: ctx.now() })
      .where('token_hash', '=', hashToken(token))
      .execute()
    return saveUser(trx, { email, name: name ?? null, role: 'owner', show_ids: null, password_hash })
  })
  return enter(ctx, userId, client)
}

async function hasOwner(db: Kysely<DB>): Promise<boolean> {
  const owner = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}
