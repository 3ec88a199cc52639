import { hash } from 'node:crypto'

/** PostgreSQL refuses index entries of more than about 2,700 bytes. */
const LONGEST = 300

/** A name as it can be indexed: a very long one keeps its beginning and ends in its digest, so that it stays itself. */
export function indexable(name: string): string {
  return name.length <= LONGEST
    ? name
    : `${name.slice(0, LONGEST - 40).toWellFormed()}… ${hash('sha256', name, 'hex').slice(0, 32)}`
}
