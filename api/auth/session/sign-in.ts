import { recordAudit } from '#api/audit/record-audit.ts'
import type { Site } from '#api/auth/factor/passkey.ts'
import { askForFactor } from '#api/auth/factor/prove.ts'
import { hashPassword, needsRehash, verifyPassword } from '#api/auth/password/hash-password.ts'
import { knownDevice } from '#api/auth/session/known-device.ts'
import { beginSession, type Client, findSession } from '#api/auth/session/session.ts'
import type { Context } from '#api/context.ts'
import type { SignIn } from '#api/contract/auth.ts'
import type { FactorAsked } from '#api/contract/factor.ts'
import { AppError } from '#api/errors.ts'
import type { Person } from '#api/http/actor.ts'
import type { SessionFactor } from '#db/schema/auth.ts'

/** A person in a new session, and its token for the cookie. */
export type SignedIn = { person: Person; token: string }
/** The same, or what is asked beside the password. */
export type Entered = SignedIn | FactorAsked

/**
 * Signs a person in with email and password.
 * @throws AppError not-signed-in, in the same words and time for an unknown account as for a wrong password;
 * too-many-requests after too many tries from an address or at an account
 */
export async function signIn(
  ctx: Context,
  { email, password }: SignIn,
  client: Client,
  site: Site | null,
): Promise<Entered> {
  const forgive = await countTries(ctx, email, client)
  const user = await ctx.db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
  const right = await verifyPassword(password, user?.password_hash ?? null)
  if (!user?.password_hash || !right) {
    await recordFailure(ctx, user?.id ?? null, user?.email ?? 'unknown account', client)
    throw new AppError('not-signed-in', 'This email and password do not match. Check both and try again.')
  }
  forgive()
  if (needsRehash(user.password_hash))
    await ctx.db
      .updateTable('users')
      .set({ password_hash: await hashPassword(password) })
      .where('id', '=', user.id)
      .execute()
  return askOrEnter(ctx, user.id, client, site)
}

/** Begins a session for one who knows the password, or asks for the second factor where there is one. */
export async function askOrEnter(
  ctx: Context,
  userId: string,
  client: Client,
  site: Site | null,
): Promise<Entered> {
  const asked = await askForFactor(ctx, 'sign-in', userId, site)
  return asked ? { kind: 'factor', ...asked } : enter(ctx, userId, client)
}

/** Begins a session for an account whose owner has just proven to be it. */
export async function enter(
  ctx: Context,
  userId: string,
  client: Client,
  factor: SessionFactor | null = null,
): Promise<SignedIn> {
  await ctx.db.updateTable('users').set({ last_signed_in_at: ctx.now() }).where('id', '=', userId).execute()
  const token = await beginSession(ctx.db, { userId, client, now: ctx.now(), factor })
  const person = await findSession(ctx.db, token, ctx.now())
  if (!person) throw new AppError('not-signed-in', 'This account was just removed.')
  return { person, token }
}

/**
 * A device and an address from which the account was signed in to are counted apart from the rest, so that strangers who try the
 * account, or share the address, do not lock its person out.
 */
async function countTries(
  ctx: Context,
  email: string,
  { address, devices = [] }: Client,
): Promise<() => void> {
  const { attempts } = ctx.auth
  const device = knownDevice(ctx, email, devices)
  if (device !== null) return attempts.count('device', device)
  if (await isUsualAddress(ctx, email, address)) return attempts.count('account', `${email} from ${address}`)
  const forgiveAddress = attempts.count('address', address ?? 'unknown')
  const forgiveAccount = orForgive(forgiveAddress, () => attempts.count('account', email))
  return () => {
    forgiveAddress()
    forgiveAccount()
  }
}

/** A try that is refused is none at the address either. */
function orForgive(forgive: () => void, count: () => () => void): () => void {
  try {
    return count()
  } catch (error) {
    forgive()
    throw error
  }
}

async function isUsualAddress({ db }: Context, email: string, address: string | null): Promise<boolean> {
  const session = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select('sessions.id')
    .where('email', '=', email)
    .where('address', '=', address)
    .limit(1)
    .executeTakeFirst()
  return session !== undefined
}

/** Written for unknown accounts too, which takes the same time; without what was typed, since it may be a password. */
async function recordFailure(
  ctx: Context,
  userId: string | null,
  name: string,
  client: Client,
): Promise<void> {
  await recordAudit(
    ctx.db,
    { kind: 'nobody', name },
    { action: 'auth.sign-in-failed', subject: userId ? { user: userId } : {}, address: client.address },
  )
}
