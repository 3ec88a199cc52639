import { isIP } from 'node:net'
import type { RequestHandler } from 'express'
import ipaddr from 'ipaddr.js'
import type { Config } from '#api/config.ts'
import { AppError } from '#api/errors.ts'

/** Names of home and company networks: nobody can own one in the internet. One label alone (`umbrel`) is none there either. */
const PRIVATE = /(^|\.)(localhost|local|lan|home|internal|intranet|home\.arpa)$/

/**
 * Answers requests only that are for us: a page of another site may have its own name lead to this machine (DNS rebinding), and the
 * browser then sends that name, with our proxy's word for who sits there. What a client can forge (`X-Forwarded-Host`) counts for
 * nothing; what is public is answered under any name.
 * @throws AppError wrong-host (421)
 */
export function knownHost(config: Names): RequestHandler {
  return (req, _res, next) => {
    const host = req.headers.host ?? ''
    if (isKnownHost(config, host) || req.path.startsWith('/v1/public/')) return next()
    throw wrongHost(host)
  }
}

type Names = Pick<Config, 'publicUrl' | 'hosts'>

/** Whether a request's `Host` is one of ours, or of our own network. */
export function isKnownHost({ publicUrl, hosts }: Names, host: string): boolean {
  const name = nameOf(host)
  const own = publicUrl === null ? null : new URL(publicUrl).hostname
  return hosts.includes(name) || name === own || isPrivate(name)
}

/** Says what to do under a name that is not ours. */
export function wrongHost(host: string): AppError {
  const name = nameOf(host).slice(0, 100)
  return new AppError(
    'wrong-host',
    `This Readout does not go by the name ${name}. Open it under its own, or add this one to HOSTS.`,
  )
}

/** Without its port, in small letters. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
}

/** An address by number is nobody's name; without a name there is no browser. */
function isPrivate(name: string): boolean {
  const address = name.replace(/^\[|\]$/g, '')
  // The second is slower, and reads addresses that few write (`127.1`).
  return !name.includes('.') || isIP(address) !== 0 || PRIVATE.test(name) || ipaddr.isValid(address)
}
