import type { Request, RequestHandler } from 'express'
import { mayUse } from '#api/auth/capability.ts'
import { PROVEN_MS } from '#api/auth/factor/proven.ts'
import { findKey } from '#api/auth/key/api-key.ts'
import { isWhole, ofAll } from '#api/auth/reach.ts'
import { findProxyPerson } from '#api/auth/session/proxy-sign-in.ts'
import { findSession } from '#api/auth/session/session.ts'
import { readSessionCookie } from '#api/auth/session/session-cookie.ts'
import type { Config } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import type { Capability } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import { type Actor, actorOf, setActor } from '#api/http/actor.ts'
import type { Route } from '#api/http/route.ts'

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
export function requires(
  ctx: Context,
  route: Pick<Route, 'may' | 'within' | 'method' | 'path' | 'proof'>,
): RequestHandler {
  const { may } = route
  const isOfAll = isWhole(route)
  return async (req, _res, next) => {
    if (may === 'public') return next()
    const actor = await identify(ctx, req)
    if (!actor) throw notSignedIn()
    if (!mayUse(actor, may) || (isOfAll && actor.shows !== null)) {
      ctx.log.warn(
        { kind: actor.kind, id: actor.id, method: req.method, path: req.path, from: req.ip },
        'refused',
      )
      throw notAllowed(actor, may)
    }
    if (route.proof && !isProven(actor, ctx.now())) throw askedAgain()
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

/** A key is its own proof, and whom a proxy names it has asked itself. */
function isProven(actor: Actor, now: Date): boolean {
  if (actor.kind === 'key' || actor.provenAt === null) return true
  return now.getTime() - actor.provenAt.getTime() <= PROVEN_MS
}

function askedAgain(): AppError {
  return new AppError('prove-again', 'Say again that it is you: this is asked before what cannot be undone.')
}

function notAllowed(actor: Actor, may: Capability): AppError {
  if (actor.kind === 'person' && actor.lacksFactor)
    return new AppError(
      'not-allowed',
      'Your role needs a second factor. Set one up under your account first.',
    )
  if (mayUse({ ...actor, shows: null }, may)) return ofAll()
  const who =
    actor.kind === 'key' ? `A key with the scope ${actor.scopes.join(', ')}` : `The role ${actor.role}`
  return new AppError('not-allowed', `${who} may not do this. Ask an owner of this Readout.`)
}

/**
 * Who makes a request: the key where one is sent, and then nobody else; else whom a trusted proxy names; else the person of
 * the session. Null for nobody.
 */
export async function identify({ database, ...rest }: Context, req: Request): Promise<Actor | null> {
  // Whoever may not come in is told so, however busy the database is with those who may.
  const ctx = { ...rest, db: database.reserve }
  const key = bearerOf(req)
  if (key !== null) return findKey(ctx, key, req.ip ?? null)
  const person = await findProxyPerson(ctx, req)
  if (person) return person
  const token = readSessionCookie(req, ctx.config)
  return token ? findSession(ctx.db, token, ctx.now()) : null
}

/** The key that a request carries; null where it carries none (Basic is for proxies, not for us). */
function bearerOf(req: Request): string | null {
  const match = /^bearer(?:\s+(.*))?$/is.exec(req.headers.authorization ?? '')
  return match ? (match[1] ?? '').trim() : null
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something and that another site made a browser send: the browser adds the cookie (or the proxy
 * its header) to those too. A request with a key needs no such guard, since no browser adds one by itself.
 */
export function sameOrigin(config: Pick<Config, 'publicUrl'>): RequestHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method) || bearerOf(req) !== null || isSameOrigin(req, config)) return next()
    throw new AppError(
      'not-allowed',
      'This request comes from another site. Open Readout itself and try again.',
    )
  }
}

/**
 * Fetch Metadata where the browser sends it (https, or this machine), else Origin, which every browser sends with a request
 * that changes something; a client that sends neither is no browser, and has nobody's cookie but its own.
 */
function isSameOrigin(req: Request, { publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  const site = req.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  if (!origin) return true
  if (!URL.canParse(origin)) return false
  const { host, origin: asSent } = new URL(origin)
  return host === req.get('host') || (publicUrl !== null && asSent === new URL(publicUrl).origin)
}
