import { isIP } from 'node:net'
import { isPublicAddress } from '#api/fetch/public-address.ts'

const PATH = /^\/v1\/(?:standard|s)\/mb(?:rss)?-v1\/boost\/([^/]+)\/?$/

/**
 * Whether an address in a feed is that of a show here.
 * @param slugs that the show has, and had
 */
export function isAddressOf(url: string, base: string, slugs: readonly string[]): boolean {
  if (!URL.canParse(url) || !URL.canParse(base)) return false
  const { host, pathname } = new URL(url)
  const [, slug = ''] = PATH.exec(pathname) ?? []
  return host === new URL(base).host && slugs.includes(slug)
}

/** Whether podcast apps elsewhere can ask a service: browsers want https, and no name of a network at home. */
export function isReachable(base: string): boolean {
  if (!URL.canParse(base)) return false
  const { protocol, hostname } = new URL(base)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol !== 'https:') return false
  if (isIP(host)) return isPublicAddress(host)
  return host.includes('.') && !/\.(local|lan|home|internal|localhost|home\.arpa)$/.test(host)
}
