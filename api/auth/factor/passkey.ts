import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Request } from 'express'
import type { Kysely } from 'kysely'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/** Under which name and address passkeys are made and used here. */
export type Site = { id: string; origin: string }

/**
 * The site that a browser is at: that of PUBLIC_URL, else the one that it asks. The API answers under known names only.
 * @returns null where its name is a number, for which browsers make no passkeys
 */
export function siteOf({ config }: Pick<Context, 'config'>, req: Request): Site | null {
  const { origin, hostname } = new URL(config.publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`)
  return /^[\d.]+$|^\[/.test(hostname) ? null : { id: hostname, origin }
}

/** What a browser is asked for a new passkey of somebody. */
export async function askForPasskey(
  db: Kysely<DB>,
  site: Site,
  person: { id: string; email: string; name: string | null },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await listKeys(db, person.id)
  return generateRegistrationOptions({
    rpName: 'Readout',
    rpID: site.id,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name ?? person.email,
    attestationType: 'none',
    excludeCredentials: known,
    // So that it may come without email and password, and counts for both.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
}

/** Keeps a passkey that a browser made. @throws AppError unprocessable where it does not fit what was asked */
export async function addPasskey(
  db: Kysely<DB>,
  site: Site,
  made: { userId: string; name: string; challenge: string; response: RegistrationResponseJSON; now: Date },
): Promise<void> {
  const verified = await verifyRegistrationResponse({
    response: made.response,
    expectedChallenge: made.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
  }).catch(refuse)
  if (!verified.verified) return refuse()
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  const kept = await db
    .insertInto('passkeys')
    .values({
      id,
      user_id: made.userId,
      name: made.name,
      public_key: Buffer.from(publicKey),
      counter,
      transports,
      created_at: made.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (!kept.numInsertedOrUpdatedRows) throw new AppError('conflict', 'This passkey is known already.')
}

/** What a browser is asked for a passkey that is known: one of somebody, or whosever it has for this site. */
export async function askWho(
  db: Kysely<DB>,
  site: Site,
  userId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = userId === null ? [] : await listKeys(db, userId)
  return generateAuthenticationOptions({
    rpID: site.id,
    userVerification: 'required',
    allowCredentials: known,
  })
}

/**
 * Whose passkey answered.
 * @param challenge what was asked
 * @throws AppError not-signed-in where it is of nobody, or does not fit what was asked
 */
export async function checkPasskey(
  db: Kysely<DB>,
  site: Site,
  { response, challenge, now }: { response: AuthenticationResponseJSON; challenge: string; now: Date },
): Promise<string> {
  const key = await db.selectFrom('passkeys').selectAll().where('id', '=', response.id).executeTakeFirst()
  if (!key) throw new AppError('not-signed-in', 'Readout does not know this passkey. Sign in another way.')
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    credential: { id: key.id, publicKey: new Uint8Array(key.public_key), counter: key.counter },
  }).catch(refuse)
  if (!verified.verified) return refuse()
  await db
    .updateTable('passkeys')
    .set({ counter: verified.authenticationInfo.newCounter, last_used_at: now })
    .where('id', '=', key.id)
    .execute()
  return key.user_id
}

/** The passkeys of somebody, and how each is reached, so that a browser asks for the right one. */
async function listKeys(db: Kysely<DB>, userId: string) {
  const keys = await db
    .selectFrom('passkeys')
    .select(['id', 'transports'])
    .where('user_id', '=', userId)
    .execute()
  return keys.map(({ id, transports }) => ({
    id,
    ...(transports.length > 0 ? { transports } : {}),
  }))
}

function refuse(cause?: unknown): never {
  throw new AppError('unprocessable', 'This passkey does not fit what was asked. Try once more.', { cause })
}
