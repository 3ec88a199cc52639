import { randomBytes } from 'node:crypto'
import { createKey } from '#api/auth/key/api-key.ts'
import { addUser } from '#api/auth/person/user.ts'
import { beginSession } from '#api/auth/session/session.ts'
import type { Context } from '#api/context.ts'
import type { Role, Scope } from '#api/contract/auth.ts'

/** Headers that make a request somebody's. */
export type Credential = { Cookie: string } | { Authorization: string }

/** A person of this role, signed in. */
export async function personCredential(
  ctx: Context,
  role: Role,
): Promise<{ Cookie: string; userId: string }> {
  const email = `${role}-${randomBytes(4).toString('hex')}@example.com`
  const { id: userId } = await addUser(ctx.db, { email, name: null, role, password_hash: null })
  return { ...(await sessionCredential(ctx, userId)), userId }
}

/** Another session of an account. */
export async function sessionCredential(ctx: Context, userId: string): Promise<{ Cookie: string }> {
  const client = { address: '127.0.0.1', userAgent: 'tests' }
  const token = await beginSession(ctx.db, { userId, client, now: ctx.now() })
  return { Cookie: `readout_session=${token}` }
}

/** A new key of these scopes, bound to a source or not. */
export async function keyCredential(
  ctx: Context,
  scopes: Scope[],
  source: string | null = null,
  wallet: string | null = null,
): Promise<{ Authorization: string }> {
  const name = `${scopes.join('-')}-${randomBytes(4).toString('hex')}`
  const { key } = await createKey(ctx.db, { name, scopes, source, wallet, shows: null })
  return { Authorization: `Bearer ${key}` }
}
