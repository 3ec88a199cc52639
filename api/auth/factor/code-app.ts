import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import type { CodeAppTable } from '#db/schema/auth.ts'

type Parts = Pick<Context, 'db' | 'secrets' | 'now'>
type Person = { id: string; email: string }

const STEP_S = 30
/** A clock may be half a minute off, either way. */
const WINDOW = 1

/**
 * Makes the secret of an app that shows codes (RFC 6238); it counts once a code of it was given, and until then replaces none.
 * @returns the address that the app reads from a picture, and the secret to be typed
 * @throws AppError conflict where there is one already
 */
export async function makeCodeApp(ctx: Parts, person: Person): Promise<{ uri: string; secret: string }> {
  const secret = new Secret({ size: 20 })
  const sealed = ctx.secrets.seal(secret.base32, purposeOf(person.id))
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto('code_apps')
    .values({ user_id: person.id, secret: sealed })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet({ secret: sealed, last_step: 0 })
        .where('code_apps.confirmed_at', 'is', null),
    )
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows)
    throw new AppError('conflict', 'You have an app for codes already. Remove that one first.')
  return { uri: totp(secret, person.email).toString(), secret: secret.base32 }
}

/** Has an app count from now on. @throws AppError unprocessable where the code is none of it */
export async function confirmCodeApp(ctx: Parts, person: Person, code: string): Promise<void> {
  if (!(await takeCode(ctx, person, code, false)))
    throw new AppError('unprocessable', 'This code does not fit. Wait for the next one, and check the clock.')
  await ctx.db
    .updateTable('code_apps')
    .set({ confirmed_at: ctx.now() })
    .where('user_id', '=', person.id)
    .execute()
}

/**
 * Whether a code is that of somebody's app now. It counts once, also where it is given twice at the same moment.
 * @throws AppError unprocessable where the app's secret was sealed under another key, as after a restore without it
 */
export async function takeCode(
  { db, secrets, now }: Parts,
  person: Person,
  code: string,
  isConfirmed = true,
): Promise<boolean> {
  // What compares codes takes six characters of any kind, and throws where they are no digits.
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return false
  const app = await db
    .selectFrom('code_apps')
    .select(['secret', 'last_step'])
    .where('user_id', '=', person.id)
    .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
    .executeTakeFirst()
  if (!app) return false
  const secret = Secret.fromBase32(openCodeApp(secrets, { user_id: person.id, secret: app.secret }))
  const at = now().getTime()
  const delta = totp(secret, person.email).validate({ token, timestamp: at, window: WINDOW })
  if (delta === null) return false
  const step = Math.floor(at / 1000 / STEP_S) + delta
  const taken = await db
    .updateTable('code_apps')
    .set({ last_step: step })
    .where('user_id', '=', person.id)
    .where('last_step', '<', sql<number>`${step}::bigint`)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

/** @throws AppError unprocessable */
export function openCodeApp(
  secrets: Parts['secrets'],
  { user_id, secret }: Pick<CodeAppTable, 'user_id' | 'secret'>,
): string {
  try {
    return secrets.open(secret, purposeOf(user_id))
  } catch (cause) {
    throw new AppError(
      'unprocessable',
      'Your app for codes cannot be asked: its secret was sealed under another SECRET_KEY. Give a recovery code, or have a link made with “readout user link”, and set the app up anew.',
      { cause },
    )
  }
}

function totp(secret: Secret, email: string): TOTP {
  return new TOTP({ issuer: 'Readout', label: email, secret, period: STEP_S, digits: 6, algorithm: 'SHA1' })
}

function purposeOf(userId: string): string {
  return `code app:${userId}`
}
