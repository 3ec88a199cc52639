import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { ABSOLUTE_MS } from '#api/auth/session/session.ts'
import type { Config } from '#api/config.ts'

type CookieConfig = Pick<Config, 'publicUrl'>

/** The session's token in the cookie of this request, or null. */
export function readSessionCookie(req: Request, config: CookieConfig): string | null {
  return parseCookie(req.headers.cookie ?? '')[cookieName(isSecure(req, config))] || null
}

/** Gives the browser a session. */
export function setSessionCookie(req: Request, res: Response, config: CookieConfig, token: string): void {
  write(req, res, config, token, ABSOLUTE_MS / 1000)
}

/** Takes the session from the browser. */
export function clearSessionCookie(req: Request, res: Response, config: CookieConfig): void {
  write(req, res, config, '', 0)
}

function write(req: Request, res: Response, config: CookieConfig, value: string, maxAge: number): void {
  const secure = isSecure(req, config)
  res.append(
    'Set-Cookie',
    stringifySetCookie({
      name: cookieName(secure),
      value,
      maxAge,
      secure,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    }),
  )
}

/** Behind https the name itself makes the browser refuse a cookie that another host or plain http has set. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-readout_session' : 'readout_session'
}

/** Whether the browser reaches us by https. */
export function isSecure(req: Request, config: CookieConfig): boolean {
  return req.secure || (config.publicUrl?.startsWith('https:') ?? false)
}
