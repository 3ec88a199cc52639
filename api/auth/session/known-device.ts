import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { isSecure } from '#api/auth/session/session-cookie.ts'
import { makeToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'

/** Browsers keep no cookie longer than 400 days. */
const KEPT_S = 365 * 24 * 3600
/** Accounts that one browser is known of at most, the last first. */
const MOST = 4

/**
 * The devices that a browser says it is: a random name of each, and a signature for the account that once signed in from it (the
 * device cookies of OWASP). One lets nobody in: its tries are only counted apart, so that nobody else's hold it back.
 */
export function readDevices(req: Request, config: Context['config']): string[] {
  const cookie = parseCookie(req.headers.cookie ?? '')[cookieName(isSecure(req, config))] ?? ''
  return cookie
    .split('~')
    .filter((device) => device.length < 200)
    .slice(0, MOST)
}

/** Which of these devices an account is known on; null for none. @returns the device's name */
export function knownDevice(
  ctx: Pick<Context, 'secrets' | 'log'>,
  email: string,
  devices: readonly string[],
): string | null {
  const key = deviceKey(ctx)
  if (!key) return null
  const known = devices.find((device) => {
    const [name = '', signature = ''] = device.split('.')
    const given = Buffer.from(signature, 'base64url')
    const ours = sign(key, email, name)
    return given.length === ours.length && timingSafeEqual(given, ours)
  })
  return known?.split('.')[0] ?? null
}

/** Has the browser know itself as a device of this account from now on. */
export function rememberDevice(ctx: Context, req: Request, res: Response, email: string): void {
  const key = deviceKey(ctx)
  if (!key) return
  const devices = readDevices(req, ctx.config)
  const name = knownDevice(ctx, email, devices) ?? makeToken()
  const device = `${name}.${sign(key, email, name).toString('base64url')}`
  const secure = isSecure(req, ctx.config)
  res.append(
    'Set-Cookie',
    stringifySetCookie({
      name: cookieName(secure),
      value: [device, ...devices.filter((other) => other !== device)].slice(0, MOST).join('~'),
      maxAge: KEPT_S,
      secure,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    }),
  )
}

function sign(key: Buffer, email: string, name: string): Buffer {
  return createHmac('sha256', key).update(`${name} ${email}`).digest()
}

/** Signing in goes on without one. */
function deviceKey({ secrets, log }: Pick<Context, 'secrets' | 'log'>): Buffer | null {
  try {
    return secrets.derive('known devices')
  } catch (error) {
    log.warn({ err: error }, 'devices are not remembered, since there is no SECRET_KEY')
    return null
  }
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-readout_device' : 'readout_device'
}
