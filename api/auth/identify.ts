import type { Request } from 'express'
import { findKey } from '#api/auth/key/api-key.ts'
import { findProxyPerson } from '#api/auth/session/proxy-sign-in.ts'
import { findSession } from '#api/auth/session/session.ts'
import { readSessionCookie } from '#api/auth/session/session-cookie.ts'
import type { Context } from '#api/context.ts'
import type { Actor } from '#api/http/actor.ts'

/**
 * Who makes a request: the key where one is sent, and then nobody else; else whom a trusted proxy names; else the person of
 * the session. Null for nobody.
 */
export async function identify(ctx: Context, req: Request): Promise<Actor | null> {
  const key = bearerOf(req)
  if (key !== null) return findKey(ctx, key, req.ip ?? null)
  const person = await findProxyPerson(ctx, req)
  if (person) return person
  const token = readSessionCookie(req, ctx.config)
  return token ? findSession(ctx.db, token, ctx.now()) : null
}

/** The key that a request carries; null where it carries none (Basic is for proxies, not for us). */
export function bearerOf(req: Request): string | null {
  const match = /^bearer(?:\s+(.*))?$/is.exec(req.headers.authorization ?? '')
  return match ? (match[1] ?? '').trim() : null
}
