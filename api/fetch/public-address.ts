import ipaddr from 'ipaddr.js'

/** Well-known prefix of NAT64, whose last 32 bits are an IPv4 address (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
/** All that is handed out of IPv6 for the public internet so far (RFC 4291). */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an IP address is one of the public internet: none of this machine, its network, or any special use. */
export function isPublicAddress(address: string): boolean {
  // An address with a zone belongs to one network.
  if (address.includes('%') || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast'
  if (parsed.isIPv4MappedAddress()) return isPublicAddress(parsed.toIPv4Address().toString())
  if (parsed.match(NAT64)) return isPublicAddress(parsed.toByteArray().slice(12).join('.'))
  return parsed.match(GLOBAL) && parsed.range() === 'unicast'
}
