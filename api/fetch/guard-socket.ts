import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { guardLookup } from '#api/fetch/guard-lookup.ts'
import { isPublicAddress } from '#api/fetch/public-address.ts'

/**
 * What a WebSocket to an address that a stranger chose is opened with, so that it leads into the public internet only.
 * @returns null where the address leads elsewhere: a host that is a number is never looked up, so it is seen here
 */
export function guardSocket(url: string): { lookup: LookupFunction } | null {
  const { protocol, hostname, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol !== 'wss:' || username || password || (isIP(host) && !isPublicAddress(host))) return null
  // Node types the function for one address and for all of them apart.
  return { lookup: guardLookup(lookup as LookupFunction, isPublicAddress) }
}
