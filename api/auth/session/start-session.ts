import type { Request, Response } from 'express'
import { meOf } from '#api/auth/person/me.ts'
import { readDevices, rememberDevice } from '#api/auth/session/known-device.ts'
import { browserOf } from '#api/auth/session/name-browser.ts'
import { type Client, endSessionOf } from '#api/auth/session/session.ts'
import { readSessionCookie, setSessionCookie } from '#api/auth/session/session-cookie.ts'
import type { Entered, SignedIn } from '#api/auth/session/sign-in.ts'
import type { Context } from '#api/context.ts'
import type { Me } from '#api/contract/auth.ts'
import type { FactorAsked } from '#api/contract/factor.ts'
import { setActor } from '#api/http/actor.ts'

/** Gives the browser its new session; one that it came with ends, so that nobody can have planted it. */
export async function enterBrowser(
  { ctx, req, res }: { ctx: Context; req: Request; res: Response },
  { person, token }: SignedIn,
): Promise<Me> {
  const former = readSessionCookie(req, ctx.config)
  if (former) await endSessionOf(ctx.db, former)
  setSessionCookie(req, res, ctx.config, token)
  rememberDevice(ctx, req, res, person.email)
  setActor(req, person)
  return meOf(ctx.db, person)
}

/** The same where it may be that something is asked first. */
export async function enterOrAsk(
  call: { ctx: Context; req: Request; res: Response },
  entered: Entered,
): Promise<Me | FactorAsked> {
  return 'token' in entered ? enterBrowser(call, entered) : entered
}

/** Where a request comes from. */
export function clientOf({ ctx, req }: { ctx: Context; req: Request }): Client {
  return {
    address: req.ip ?? null,
    ...browserOf(req),
    devices: readDevices(req, ctx.config),
  }
}
