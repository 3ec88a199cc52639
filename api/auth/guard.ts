import type { Request, RequestHandler } from 'express'
import { mayUse } from '#api/auth/capability.ts'
import { identify } from '#api/auth/identify.ts'
import type { Context } from '#api/context.ts'
import type { Capability } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { actorOf, setActor } from '#api/http/actor.ts'

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
