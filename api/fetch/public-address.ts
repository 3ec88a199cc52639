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

/** What a network of one's own is made of; what is of one cable only is left out, where clouds answer with their secrets. */
const OWN: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']

/** Whether an IP address is of this machine, or of a network that somebody has at home or between their machines. */
export function isOwnAddress(address: string): boolean {
  if (address.includes('%') || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return OWN.includes(parsed.range())
}
