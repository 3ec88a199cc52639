import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import ipaddr from 'ipaddr.js'
import { hashToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import type { Person } from '#api/http/actor.ts'

/** In which the proxy shows TRUSTED_PROXY_SECRET. */
const SECRET_HEADER = 'X-Readout-Proxy-Secret'

/**
 * Whom a trusted proxy says this is, or null. The header counts only where the connection itself comes from the proxy's
 * address, whatever `X-Forwarded-For` says, shows the secret that was agreed with it, and for an account that an owner has made.
 */
export async function findProxyPerson(
  { db, config }: Pick<Context, 'db' | 'config'>,
  req: Request,
): Promise<Person | null> {
  const proxy = config.signInProxy
  if (!proxy) return null
  const email = req.headers[proxy.header]
  if (typeof email !== 'string' || !isOneOf(req.socket.remoteAddress, proxy.addresses)) return null
  if (proxy.secret !== null && !isSame(req.get(SECRET_HEADER) ?? '', proxy.secret)) return null
  const user = await db
    .selectFrom('users')
    .select(['id', 'email', 'name', 'role', 'show_ids as shows'])
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
  return user ? { kind: 'person', ...user, sessionId: null, provenAt: null, lacksFactor: false } : null
}

/** Hashed, so that the comparison tells neither length nor beginning. */
function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(hashToken(given), hashToken(secret))
}

/** Whether an address is one of these addresses or ranges. */
export function isOneOf(address: string | undefined, ranges: string[]): boolean {
  if (!address || !ipaddr.isValid(address)) return false
  const actual = ipaddr.process(address)
  return ranges.some((range) => {
    const [base, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : [ipaddr.process(range), null]
    return base.kind() === actual.kind() && actual.match(base, bits ?? (base.kind() === 'ipv4' ? 32 : 128))
  })
}
