import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { guardLookup, notPublic } from '#api/fetch/guard-lookup.ts'
import { isOwnAddress, isPublicAddress } from '#api/fetch/public-address.ts'

/**
 * The address of a host that somebody typed, for what is not asked over HTTP: in the public internet, or in a network of one's own where
 * the owner allowed that host by name. What is connected to is this address, so that no second answer leads elsewhere.
 * @throws FetchProblem
 */
export async function resolveHost(
  host: string,
  ownNetwork: boolean,
): Promise<{ address: string; family: number }> {
  const mayConnect = (address: string) => isPublicAddress(address) || (ownNetwork && isOwnAddress(address))
  const family = isIP(host)
  if (family) {
    if (!mayConnect(host)) throw notPublic()
    return { address: host, family }
  }
  // Node types the function for one address and for all of them apart.
  const guarded = guardLookup(lookup as LookupFunction, mayConnect)
  return await new Promise((resolve, reject) => {
    guarded(host, {}, (error, address, found) => {
      if (error instanceof FetchProblem) return reject(error)
      if (error || typeof address !== 'string')
        return reject(
          new FetchProblem('network', 'There is no host of the name in its address.', { cause: error }),
        )
      resolve({ address, family: found ?? isIP(address) })
    })
  })
}
