import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { findShowIds, showSlugs } from '#api/auth/reach.ts'
import { endAllSessions } from '#api/auth/session/session.ts'
import type { UserJson, UserPatch } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { User } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

/** Everyone with an account, the first made first. */
export async function listUsers(db: Kysely<DB>): Promise<UserJson[]> {
  return (await selectUsers(db).orderBy('id').execute()).map(userAsJson)
}

/** The account of this id. @throws AppError not-found */
export async function findUser(db: Kysely<DB>, id: string): Promise<UserJson> {
  const user = await selectUsers(db).where('id', '=', id).executeTakeFirst()
  if (!user) throw noSuchUser()
  return userAsJson(user)
}

/** The account of this email. @throws AppError not-found */
export async function findUserByEmail(db: Kysely<DB>, email: string): Promise<UserJson> {
  const user = await selectUsers(db).where('email', '=', email).executeTakeFirst()
  if (!user) throw new AppError('not-found', `There is no account of ${email}.`)
  return userAsJson(user)
}

/**
 * Makes an account; without a password it is for one who comes through the trusted proxy.
 * @throws AppError conflict where the email has one
 */
export async function addUser(
  db: Kysely<DB>,
  {
    shows,
    ...user
  }: Pick<User, 'email' | 'name' | 'role' | 'password_hash'> & Pick<Partial<UserJson>, 'shows'>,
): Promise<UserJson> {
  const row = await db
    .insertInto('users')
    .values({ id: randomUUIDv7(), show_ids: await findShowIds(db, shows ?? null), ...user })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .returning([showSlugs, hasFactor])
    .executeTakeFirst()
  if (!row) throw new AppError('conflict', `${user.email} has an account already.`)
  return userAsJson(row)
}

/** Makes an account, or gives one that exists this role and password and ends its sessions: for whoever holds a one-time link. */
export async function saveUser(
  trx: Transaction<DB>,
  {
    email,
    name,
    role,
    show_ids,
    password_hash,
  }: Pick<User, 'email' | 'name' | 'role' | 'show_ids' | 'password_hash'>,
): Promise<string> {
  const { id } = await trx
    .insertInto('users')
    .values({ id: randomUUIDv7(), email, name, role, show_ids, password_hash })
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet({ role, show_ids, password_hash, ...(name ? { name } : {}) }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await endAllSessions(trx, id)
  return id
}

/**
 * Changes a person's role, shows or name. A new role, or other shows, end their sessions; an owner is one of all shows.
 * @throws AppError not-found; conflict where no owner would be left; unprocessable where there is no such show
 */
export async function changeUser(db: Kysely<DB>, id: string, patch: UserPatch): Promise<UserJson> {
  return db.transaction().execute(async (trx) => {
    const user = await lockUser(trx, id)
    const role = patch.role ?? user.role
    const given = patch.shows === undefined ? user.show_ids : await findShowIds(trx, patch.shows)
    if (role === 'owner' && patch.shows) throw new AppError('unprocessable', 'An owner is one of all shows.')
    const show_ids = role === 'owner' ? null : given
    if (user.role === 'owner' && role !== 'owner') await refuseWithoutOwner(trx, id)
    if (role !== user.role || String(show_ids) !== String(user.show_ids)) await endAllSessions(trx, id)
    const changed = { role, show_ids, name: patch.name === undefined ? user.name : patch.name }
    const row = await trx
      .updateTable('users')
      .set(changed)
      .where('id', '=', id)
      .returningAll()
      .returning([showSlugs, hasFactor])
      .executeTakeFirstOrThrow()
    return userAsJson(row)
  })
}

/**
 * Removes an account and its sessions; what it did stays in the audit log.
 * @throws AppError not-found; conflict where no owner would be left
 */
export async function removeUser(db: Kysely<DB>, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const user = await lockUser(trx, id)
    if (user.role === 'owner') await refuseWithoutOwner(trx, id)
    await trx.deleteFrom('users').where('id', '=', id).execute()
  })
}

/** Owners are locked in one order, so that two of them cannot remove each other at once. */
async function lockUser(trx: Transaction<DB>, id: string): Promise<User> {
  const users = await trx
    .selectFrom('users')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', id), eb('role', '=', 'owner')]))
    .orderBy('id')
    .forUpdate()
    .execute()
  const user = users.find((candidate) => candidate.id === id)
  if (!user) throw noSuchUser()
  return user
}

async function refuseWithoutOwner(trx: Transaction<DB>, id: string): Promise<void> {
  const other = await trx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  if (!other) throw new AppError('conflict', 'This is the only owner. Make somebody else an owner first.')
}

function noSuchUser(): AppError {
  return new AppError('not-found', 'There is no account of this id.')
}

const hasFactor = sql<boolean>`(exists (select from passkeys where user_id = users.id)
  or exists (select from code_apps where user_id = users.id and confirmed_at is not null))`.as('has_factor')

function selectUsers(db: Kysely<DB>) {
  return db.selectFrom('users').selectAll().select([showSlugs, hasFactor])
}

function userAsJson(user: User & Pick<UserJson, 'shows' | 'has_factor'>): UserJson {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    shows: user.shows,
    has_password: user.password_hash !== null,
    has_factor: user.has_factor,
    created_at: user.created_at.toISOString(),
    last_signed_in_at: user.last_signed_in_at?.toISOString() ?? null,
  }
}
