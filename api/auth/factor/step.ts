import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { SecretBox } from '#api/auth/secret-box.ts'
import { hashToken, makeToken } from '#api/auth/token.ts'
import { AppError } from '#api/errors.ts'
import type { FactorStepTable } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

/** What is not answered for so long is to be asked anew. */
const VALID_MS = 10 * 60_000

type Asked = Pick<FactorStepTable, 'kind' | 'user_id' | 'challenge'>

/**
 * Notes what is asked of somebody, and clears away what was never answered.
 * @returns the token by which the answer names it
 */
export async function beginStep(db: Kysely<DB>, asked: Asked, now: Date): Promise<string> {
  const token = makeToken()
  await clearOld(db, now)
  await db
    .insertInto('factor_steps')
    .values({ ...asked, token_hash: hashToken(token), created_at: now })
    .execute()
  return token
}

/** What was asked under this token. @throws AppError gone where it was answered, took too long, or is of something else */
export async function readStep(
  db: Kysely<DB>,
  kind: Asked['kind'],
  token: string,
  now: Date,
): Promise<Asked> {
  const step = await db
    .selectFrom('factor_steps')
    .select(['kind', 'user_id', 'challenge'])
    .where('token_hash', '=', hashToken(token))
    .where('kind', '=', kind)
    .where('created_at', '>=', new Date(now.getTime() - VALID_MS))
    .executeTakeFirst()
  if (!step) throw new AppError('gone', 'That took too long, or was answered already. Begin again.')
  return step
}

/** Ends a step that was answered. @throws AppError gone where another answer was faster */
export async function endStep(db: Kysely<DB>, token: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('factor_steps')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('gone', 'That was answered already. Begin again.')
}

/**
 * Says what is asked of nobody in particular, signed, so that whoever asks again and again fills nothing.
 * @returns the token by which the answer names it
 */
export function signStep(secrets: SecretBox, challenge: string, now: Date): string {
  return signed(secrets, String(now.getTime() + VALID_MS), challenge)
}

/** The challenge that was signed. @throws AppError gone where it took too long, or is none of ours, to the last letter */
export function readSigned(secrets: SecretBox, token: string, now: Date): string {
  const [until = '', challenge = ''] = token.split('.')
  const ours = Buffer.from(signed(secrets, until, challenge))
  const given = Buffer.from(token)
  if (given.length === ours.length && timingSafeEqual(given, ours) && Number(until) >= now.getTime())
    return challenge
  throw new AppError('gone', 'That took too long. Begin again.')
}

/**
 * Notes that a challenge that was signed is answered, for as long as it could be answered again.
 * @param challenge as it was verified, since whatever else came along may be written in other ways
 * @throws AppError gone where it was before
 */
export async function endSigned(db: Kysely<DB>, challenge: string, userId: string, now: Date): Promise<void> {
  await clearOld(db, now)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('factor_steps')
    .values({
      token_hash: hashToken(challenge),
      kind: 'passkey',
      user_id: userId,
      challenge: '',
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) throw new AppError('gone', 'That was answered already. Begin again.')
}

async function clearOld(db: Kysely<DB>, now: Date): Promise<void> {
  await db
    .deleteFrom('factor_steps')
    .where('created_at', '<', new Date(now.getTime() - VALID_MS))
    .execute()
}

function signed(secrets: SecretBox, until: string, challenge: string): string {
  const said = `${until}.${challenge}`
  const signature = createHmac('sha256', secrets.derive('passkey steps')).update(said).digest('base64url')
  return `${said}.${signature}`
}
