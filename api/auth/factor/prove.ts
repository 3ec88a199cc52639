import type { Kysely } from 'kysely'
import { recordAudit } from '#api/audit/record-audit.ts'
import { takeCode } from '#api/auth/factor/code-app.ts'
import { waysOf } from '#api/auth/factor/factors.ts'
import { askWho, checkPasskey, type Site } from '#api/auth/factor/passkey.ts'
import { takeRecoveryCode } from '#api/auth/factor/recovery-codes.ts'
import { beginStep, endStep, readStep } from '#api/auth/factor/step.ts'
import { checkOwnPassword } from '#api/auth/password/check-own-password.ts'
import { knownDevice } from '#api/auth/session/known-device.ts'
import type { Client } from '#api/auth/session/session.ts'
import type { Context } from '#api/context.ts'
import type { FactorAsked, FactorGiven, ProofGiven } from '#api/contract/factor.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

type User = { id: string; email: string }
type Factor = 'passkey' | 'code' | 'recovery'
type Asked = Pick<FactorAsked, 'step' | 'ways' | 'passkey'>

/** Asks somebody for their second factor. @returns null where they have none */
export async function askForFactor(
  ctx: Context,
  kind: 'sign-in' | 'prove',
  userId: string,
  site: Site | null,
): Promise<Asked | null> {
  const ways = await waysOf(ctx.db, userId)
  if (ways.length === 0) return null
  const passkey = site && ways.includes('passkey') ? await askWho(ctx.db, site, userId) : null
  const step = await beginStep(
    ctx.db,
    { kind, user_id: userId, challenge: passkey?.challenge ?? 'a code' },
    ctx.now(),
  )
  return { step, ways: [...ways.filter((way) => way === 'code' || passkey), 'recovery'], passkey }
}

/**
 * Sees that what was asked for is right.
 * @returns whose it is, and by what
 * @throws AppError gone, too-many-requests, not-signed-in where it is wrong
 */
export async function checkFactor(
  ctx: Context,
  kind: 'sign-in' | 'prove',
  given: FactorGiven,
  site: Site | null,
  from: From,
): Promise<{ userId: string; factor: Factor }> {
  const { user_id, challenge } = await readStep(ctx.db, kind, given.step, ctx.now())
  const user = await findUser(ctx.db, user_id)
  try {
    const factor = await checkAny(ctx, user, {
      challenge,
      given,
      site,
      countedAt: countedAt(ctx, user, from),
    })
    await endStep(ctx.db, given.step)
    return { userId: user.id, factor }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-signed-in')
      await recordAudit(
        ctx.db,
        { kind: 'nobody', name: user.email },
        { action: 'auth.factor-failed', subject: { user: user.id }, address: from.address },
      )
    throw error
  }
}

/** Where an answer comes from: a browser that knows devices, or a session that goes on. */
type From = Pick<Client, 'address' | 'devices'> & { sessionId?: string | null }

/** Who knows a password and guesses codes must not hold up its person, who is signed in or comes from a device of theirs. */
function countedAt(ctx: Context, user: User, { devices = [], sessionId = null }: From): string {
  return sessionId ?? knownDevice(ctx, user.email, devices) ?? user.id
}

async function checkAny(
  ctx: Context,
  user: User,
  {
    challenge,
    given,
    site,
    countedAt,
  }: { challenge: string; given: FactorGiven; site: Site | null; countedAt: string },
): Promise<Factor> {
  // Codes are guessed, passkeys are not: whoever does the one must not hold up the other.
  if ('passkey' in given) {
    if (!site)
      throw new AppError('unprocessable', 'Passkeys need a name. Open Readout under its own address.')
    const userId = await checkPasskey(ctx.db, site, { response: given.passkey, challenge, now: ctx.now() })
    if (userId !== user.id) throw new AppError('not-signed-in', 'This is a passkey of somebody else.')
    return 'passkey'
  }
  const forgive = ctx.auth.attempts.count('code', countedAt)
  /** A code that could not be looked at is no guess. */
  const forgiveUnseen = (error: unknown) => {
    forgive()
    throw error
  }
  const code = given.code.replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(code) && (await takeCode(ctx, user, code).catch(forgiveUnseen))) {
    forgive()
    return 'code'
  }
  if (await takeRecoveryCode(ctx.db, user.id, code, ctx.now())) {
    forgive()
    return 'recovery'
  }
  throw new AppError('not-signed-in', 'This code is not right, or was used already. Take the next one.')
}

/** By what one says again that it is oneself: by the second factor, where there is one, else by the password. */
export async function askToProve(ctx: Context, userId: string, site: Site | null) {
  const asked = await askForFactor(ctx, 'prove', userId, site)
  return asked ?? { step: 'password', ways: ['password' as const], passkey: null }
}

/**
 * Notes that whoever has this session is its person.
 * @throws AppError not-allowed where it is wrong: the session goes on, for all else
 */
export async function prove(
  ctx: Context,
  person: User & { sessionId: string | null },
  given: ProofGiven,
  site: Site | null,
): Promise<void> {
  if ('password' in given) await checkPassword(ctx, person, given.password)
  else await checkOwnFactor(ctx, person, given, site)
  if (person.sessionId !== null)
    await ctx.db
      .updateTable('sessions')
      .set({ proven_at: ctx.now() })
      .where('id', '=', person.sessionId)
      .execute()
}

async function checkPassword(ctx: Context, { id }: User, password: string): Promise<void> {
  if ((await waysOf(ctx.db, id)).length > 0)
    throw new AppError('not-allowed', 'You have a second factor: it is asked for, not the password.')
  await checkOwnPassword(ctx, id, password, 'The password is not right.')
}

async function checkOwnFactor(
  ctx: Context,
  person: User & { sessionId: string | null },
  given: FactorGiven,
  site: Site | null,
): Promise<void> {
  try {
    const from = { address: null, sessionId: person.sessionId }
    const { userId } = await checkFactor(ctx, 'prove', given, site, from)
    if (userId !== person.id) throw new AppError('not-allowed', 'This was asked of somebody else.')
  } catch (error) {
    // Their session holds all the same.
    if (error instanceof AppError && error.code === 'not-signed-in')
      throw new AppError('not-allowed', error.message, { cause: error })
    throw error
  }
}

async function findUser(db: Kysely<DB>, id: string): Promise<User> {
  const user = await db.selectFrom('users').select(['id', 'email']).where('id', '=', id).executeTakeFirst()
  if (!user) throw new AppError('gone', 'This account was just removed.')
  return user
}
