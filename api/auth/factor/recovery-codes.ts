import { randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import { hashToken } from '#api/auth/token.ts'
import type { DB } from '#db/schema/index.ts'

const MANY = 10
/** Without what looks like something else. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 79 bits: a plain hash is enough, and guessing is counted beside. */
const LENGTH = 16

/** Makes codes that each let their person in once, in place of a second factor that is lost; former ones no longer work. */
export async function makeRecoveryCodes(db: Kysely<DB>, userId: string): Promise<string[]> {
  const codes = Array.from({ length: MANY }, makeCode)
  await db.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  await db
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ user_id: userId, code_hash: hashToken(plain(code)) })))
    .execute()
  return codes
}

/** Whether this is one of somebody's codes; it counts once. */
export async function takeRecoveryCode(
  db: Kysely<DB>,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hashToken(plain(code)))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function makeCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** As it is hashed, however it was typed. */
function plain(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '')
}
