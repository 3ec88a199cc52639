import type { Request } from 'express'
import type { Kysely } from 'kysely'
import { siteOf } from '#api/auth/factor/passkey.ts'
import { makeRecoveryCodes } from '#api/auth/factor/recovery-codes.ts'
import { browserOf, nameBrowser } from '#api/auth/session/name-browser.ts'
import type { Context } from '#api/context.ts'
import type { Role } from '#api/contract/auth.ts'
import type { FactorsJson } from '#api/contract/factor.ts'
import { AppError } from '#api/errors.ts'
import type { Person } from '#api/http/actor.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** How somebody comes in beside their password. */
export async function readFactors(ctx: Context, req: Request, person: Person): Promise<FactorsJson> {
  const { db } = ctx
  const passkeys = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('user_id', '=', person.id)
    .orderBy('created_at')
    .execute()
  const app = await findCodeApp(db, person.id)
  const { left } = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('user_id', '=', person.id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  const site = siteOf(ctx, req)
  return {
    passkeys: passkeys.map(({ id, name, created_at, last_used_at }) => ({
      id,
      name,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    })),
    code_app_since: app?.toISOString() ?? null,
    recovery_codes_left: left,
    demanded: (await listDemands(db)).includes(person.role),
    // Browsers make them over https, and for this machine's own name.
    browser: nameBrowser(browserOf(req)),
    passkeys_possible: site !== null && (site.origin.startsWith('https:') || site.id === 'localhost'),
  }
}

/** By which of the two somebody comes in. */
export async function waysOf(db: Kysely<DB>, userId: string): Promise<('passkey' | 'code')[]> {
  const key = await db
    .selectFrom('passkeys')
    .select('id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst()
  return [
    ...(key ? (['passkey'] as const) : []),
    ...((await findCodeApp(db, userId)) ? (['code'] as const) : []),
  ]
}

async function findCodeApp(db: Kysely<DB>, userId: string): Promise<Date | null> {
  const app = await db
    .selectFrom('code_apps')
    .select('confirmed_at')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return app?.confirmed_at ?? null
}

/** Of the first factor of somebody: the session that made it has it, and there are codes for when it is lost. @returns them, or null */
export async function firstCodes(
  db: Kysely<DB>,
  { id, sessionId }: Person,
  factor: 'passkey' | 'code',
): Promise<string[] | null> {
  if (sessionId !== null)
    await db
      .updateTable('sessions')
      .set(({ fn, val }) => ({ factor: fn.coalesce('factor', val(factor)) }))
      .where('id', '=', sessionId)
      .execute()
  const known = await db
    .selectFrom('recovery_codes')
    .select('user_id')
    .where('user_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return known ? null : await makeRecoveryCodes(db, id)
}

/** Removes a factor. @throws AppError conflict where the role demands one and it is the last */
export async function removeFactor(
  db: Kysely<DB>,
  person: Person,
  remove: (trx: Kysely<DB>) => Promise<bigint>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('users').select('id').where('id', '=', person.id).forUpdate().execute()
    if ((await remove(trx)) === 0n) throw new AppError('not-found', 'This is removed already.')
    if ((await waysOf(trx, person.id)).length > 0) return
    if ((await listDemands(trx)).includes(person.role))
      throw new AppError(
        'conflict',
        'Your role needs a second factor. Add another one before you remove this.',
      )
    await trx.deleteFrom('recovery_codes').where('user_id', '=', person.id).execute()
  })
}

/** The roles that come in by a second factor only. */
export async function listDemands(db: Kysely<DB>): Promise<Role[]> {
  const row = await db.selectFrom('installation').select('factor_roles').executeTakeFirst()
  return row?.factor_roles ?? []
}

/**
 * Says which roles come in by a second factor only. Sessions of theirs that began without one end.
 * @throws AppError conflict where the owner who asks would be shut out
 */
export async function demandFactors(
  db: Kysely<DB>,
  roles: readonly Role[],
  asker: Person | null,
): Promise<Role[]> {
  if (asker && roles.includes(asker.role) && (await waysOf(db, asker.id)).length === 0)
    throw new AppError('conflict', 'Set one up for yourself first, under your account.')
  const factor_roles = [...new Set(roles)].sort()
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('installation').set({ factor_roles }).execute()
    await trx
      .deleteFrom('sessions')
      .where('factor', 'is', null)
      .where('id', 'is distinct from', asker?.sessionId ?? null)
      .where('user_id', 'in', (users) =>
        users.selectFrom('users').select('id').where('role', '=', anyOf(factor_roles)),
      )
      .execute()
  })
  return factor_roles
}
