import type { Request } from 'express'
import { mayUse } from '#api/auth/capability.ts'
import { identify } from '#api/auth/guard.ts'
import { isOneOf } from '#api/auth/session/proxy-sign-in.ts'
import type { Context } from '#api/context.ts'

const LOOPBACK = ['127.0.0.0/8', '::1']
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Whether a request may see the metrics, which name sources: who may read all, and a program on this machine. Behind a proxy
 * everyone seems to come from this machine, so nobody may for that alone.
 */
export async function mayScrape(ctx: Context, req: Request): Promise<boolean> {
  if (isOfThisMachine(ctx, req)) return true
  const actor = await identify(ctx, req)
  return actor?.shows === null && mayUse(actor, 'read')
}

function isOfThisMachine({ config }: Pick<Context, 'config'>, req: Request): boolean {
  const isBehindProxy =
    config.publicUrl !== null || config.trustProxy !== null || FORWARDED.some((name) => name in req.headers)
  // A page of another site whose name leads here would send that name.
  const isByOwnName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(req.headers.host ?? '')
  return !isBehindProxy && isByOwnName && isOneOf(req.socket.remoteAddress, LOOPBACK)
}
