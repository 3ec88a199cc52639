import type { Request, RequestHandler } from 'express'
import type { Actor } from '#api/auth/actor.ts'
import { mayUse } from '#api/auth/capability.ts'
import type { Capability } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'

const actors = new WeakMap<Request, Actor>()

/** Remembers who makes this request; `identify` calls it once. */
export function setActor(req: Request, actor: Actor | null): void {
  if (actor) actors.set(req, actor)
  else actors.delete(req)
}

/** Who makes this request, or null for nobody. */
export function actorOf(req: Request): Actor | null {
  return actors.get(req) ?? null
}

/** Who makes this request, behind `requires` of anything but `public`. */
export function signedInActorOf(req: Request): Actor {
  const actor = actors.get(req)
  if (!actor) throw notSignedIn()
  return actor
}

/**
 * Lets a request through where its actor has the capability. Stands before ids and bodies are looked at.
 * @throws AppError not-signed-in (401) without a credential, not-allowed (403) with one that is not enough
 */
export function requires(capability: Capability): RequestHandler {
  return (req, res, next) => {
    const actor = actorOf(req)
    if (mayUse(actor, capability)) return next()
    if (actor) throw notAllowed(actor, capability)
    res.set('WWW-Authenticate', 'Bearer realm="readout"')
    throw notSignedIn()
  }
}

function notSignedIn(): AppError {
  return new AppError('not-signed-in', 'Sign in, or send an API key as "Authorization: Bearer KEY".')
}

function notAllowed(actor: Actor, capability: Capability): AppError {
  return new AppError(
    'not-allowed',
    actor.kind === 'key'
      ? `This key has the scope ${actor.scopes.join(', ')}, which is not enough here (${capability}).`
      : `Your role is ${actor.role}, which may not do this. Ask an owner.`,
  )
}
