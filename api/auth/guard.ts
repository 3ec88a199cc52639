import type { Request, RequestHandler } from 'express'
import { mayUse } from '#api/auth/capability.ts'
import { findKey } from '#api/auth/key/api-key.ts'
import { findProxyPerson } from '#api/auth/session/proxy-sign-in.ts'
import { findSession } from '#api/auth/session/session.ts'
import { readSessionCookie } from '#api/auth/session/session-cookie.ts'
import type { Context } from '#api/context.ts'
import type { Capability } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import { type Actor, actorOf, setActor } from '#api/http/actor.ts'

/** Who makes this request, behind `requires` of anything but `public`. */
export function signedInActorOf(req: Request): Actor {
  const actor = actorOf(req)
  if (!actor) throw notSignedIn()
  return actor
}

/**
 * Lets a request through where its actor has the capability. Stands before ids and bodies are looked at.
 * @throws AppError not-signed-in (401) without a credential that holds, not-allowed (403) with one that is not enough
 */
export function requires(ctx: Context, capability: Capability): RequestHandler {
  return async (req, _res, next) => {
    if (capability === 'public') return next()
    const actor = await identify(ctx, req)
    if (!actor) throw notSignedIn()
    if (!mayUse(actor, capability)) {
      ctx.log.warn(
        { kind: actor.kind, id: actor.id, method: req.method, path: req.path, from: req.ip },
        'refused',
      )
      throw notAllowed(actor)
    }
    setActor(req, actor)
    next()
  }
}

/** Says that a credential is needed (401). */
export function notSignedIn(): AppError {
  return new AppError('not-signed-in', 'Sign in, or send an API key as "Authorization: Bearer KEY".', {
    headers: { 'WWW-Authenticate': 'Bearer realm="readout"' },
  })
}

function notAllowed(actor: Actor): AppError {
  const who =
    actor.kind === 'key' ? `A key with the scope ${actor.scopes.join(', ')}` : `The role ${actor.role}`
  return new AppError('not-allowed', `${who} may not do this. Ask an owner of this Readout.`)
}

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
