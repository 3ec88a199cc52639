import type { LookupOneOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'

/** Resolves names to those of their addresses that may be connected to: the ones that are connected to, none asked for twice. */
export function guardLookup(
  lookup: LookupFunction,
  mayConnect: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      const addresses = (Array.isArray(found) ? found : []).filter(({ address }) => mayConnect(address))
      const [first] = addresses
      if (!first) return done(notPublic(), '')
      if ((options as LookupOneOptions & { all?: boolean }).all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

/** What is said of an address that may not be connected to. */
export function notPublic(): FetchProblem {
  return new FetchProblem('address', 'It does not lead into the public internet.')
}
