import type { Actor } from '#api/http/actor.ts'
import type { Origin } from '#api/intake/origin.ts'

/** What people type in is reported by this source. */
const BY_HAND = 'by hand'

/** The one source that a key is bound to, or null where who reports may name any. */
export function boundSource(actor: Actor | null): string | null {
  return actor?.kind === 'key' ? actor.source : null
}

/** What a source is that reports over HTTP, where it is not known yet: a wallet's API, or people. */
export function postedBy(source: string): Origin {
  return source === BY_HAND ? { source, kind: 'hand', exactness: 2 } : { source, kind: 'http', exactness: 3 }
}

/** What a key is told that reports for another source than its own. */
export function notItsSource(bound: string, named: string): string {
  return `This key reports for the source "${bound}" only, not for "${named}".`
}
