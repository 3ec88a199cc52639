import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import { tryLink } from '#api/auth/attempts.ts'
import type { Site } from '#api/auth/factor/passkey.ts'
import { checkNewPassword } from '#api/auth/password/check-new-password.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { linkTo } from '#api/auth/person/link.ts'
import { saveUser } from '#api/auth/person/user.ts'
import { findShowIds, showSlugs } from '#api/auth/reach.ts'
import type { Client } from '#api/auth/session/session.ts'
import { askOrEnter, type Entered } from '#api/auth/session/sign-in.ts'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import type { AcceptInvite, InviteJson, NewInvite } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { Invite } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

const VALID_MS = 7 * 24 * 3600 * 1000

/**
 * Invites someone by link, for the owner to send as they like. For an account that exists, the link sets a new password.
 * @returns the invitation and its link, which nobody can show again
 * @throws AppError conflict where the account that exists has another role
 */
export async function createInvite(
  { db, config, now }: Context,
  { email, role, shows }: NewInvite,
): Promise<InviteJson & { link: string }> {
  const user = await db
    .selectFrom('users')
    .select(['role', 'show_ids'])
    .where('email', '=', email)
    .executeTakeFirst()
  const show_ids = await findShowIds(db, shows)
  if (user && (user.role !== role || String(user.show_ids) !== String(show_ids)))
    throw new AppError(
      'conflict',
      `${email} has an account already, as ${user.role}${user.show_ids ? ' of some shows' : ''}. Change the role there.`,
    )
  const token = makeToken()
  const row = await db
    .insertInto('invites')
    .values({
      id: randomUUIDv7(),
      token_hash: hashToken(token),
      email,
      role,
      show_ids,
      created_at: now(),
      expires_at: new Date(now().getTime() + VALID_MS),
    })
    .returningAll()
    .returning(showSlugs)
    .executeTakeFirstOrThrow()
  return { ...inviteAsJson(row, now()), link: linkTo(config, `/studio/invite#${token}`) }
}

/** All invitations, newest first. */
export async function listInvites(db: Kysely<DB>, now: Date): Promise<InviteJson[]> {
  const rows = await db
    .selectFrom('invites')
    .selectAll()
    .select(showSlugs)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => inviteAsJson(row, now))
}

/**
 * Takes an open invitation back.
 * @throws AppError not-found; conflict where it is used
 */
export async function revokeInvite(db: Kysely<DB>, id: string, now: Date): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('invites')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  const used = await db.selectFrom('invites').select('id').where('id', '=', id).executeTakeFirst()
  if (used) throw new AppError('conflict', 'This invitation is used: remove the account instead.')
  throw new AppError('not-found', 'There is no invitation of this id.')
}

/**
 * The invitation that this link holds.
 * @throws AppError gone where it is used, expired or taken back; not-found where it never was
 */
export async function readInvite(
  db: Kysely<DB>,
  token: string,
  now: Date,
): Promise<InviteJson & Pick<Invite, 'show_ids'>> {
  const row = await db
    .selectFrom('invites')
    .selectAll()
    .select(showSlugs)
    .where('token_hash', '=', hashToken(token))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not-found', 'This invitation is not valid. Check that the link is whole.')
  const invite = inviteAsJson(row, now)
  if (invite.state === 'used')
    throw new AppError('gone', 'This invitation is used. Sign in with the account that it made.')
  if (invite.state !== 'open')
    throw new AppError('gone', `This invitation is ${invite.state}. Ask the owner for a new one.`)
  return { ...invite, show_ids: row.show_ids }
}

/** Makes the account that the invitation names, and signs in. */
export async function acceptInvite(
  ctx: Context,
  { token, name, password }: AcceptInvite,
  client: Client,
  site: Site | null,
): Promise<Entered> {
  const { email } = await tryLink(ctx.auth.attempts, client.address, () =>
    readInvite(ctx.db, token, ctx.now()),
  )
  await checkNewPassword(password, email)
  const password_hash = await hashPassword(password)
  const userId = await ctx.db.transaction().execute(async (trx) => {
    // Locks the invitation, so that of two uses at once the second finds it used.
    const { id, role, show_ids } = await readInvite(trx, token, ctx.now())
    await trx.updateTable('invites').set({ used_at: ctx.now() }).where('id', '=', id).execute()
    return saveUser(trx, { email, name: name ?? null, role, show_ids, password_hash })
  })
  return askOrEnter(ctx, userId, client, site)
}

function inviteAsJson(row: Invite & Pick<InviteJson, 'shows'>, now: Date): InviteJson {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    shows: row.shows,
    state: stateOf(row, now),
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    used_at: row.used_at?.toISOString() ?? null,
  }
}

function stateOf(row: Invite, now: Date): InviteJson['state'] {
  if (row.used_at) return 'used'
  if (row.revoked_at) return 'revoked'
  return row.expires_at > now ? 'open' : 'expired'
}
