import { hash } from 'node:crypto'

/** In letters, and in bytes: PostgreSQL refuses index entries of more than about 2,700, and three of these may be one entry. */
const LONGEST = 300
const LONGEST_BYTES = 800

/** A name as it can be indexed: a very long one keeps its beginning and ends in its digest, so that it stays itself. */
export function indexable(name: string): string {
  return name.length <= LONGEST && Buffer.byteLength(name) <= LONGEST_BYTES
    ? name
    : `${name.slice(0, LONGEST - 40).toWellFormed()}… ${hash('sha256', name, 'hex').slice(0, 32)}`
}
