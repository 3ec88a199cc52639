import type { BoostListJson } from '#api/contract/boost.ts'
import { asQuery, type BoostFilters } from '#client/boost/filters.ts'
import { get } from '#client/lib/request.ts'

/** How many boosts come at once: enough for a tall screen, little enough for a bad line. */
const PAGE_SIZE = 50

/** Reads a page of boosts, the groups of one episode together. */
export function fetchBoosts(
  filters: BoostFilters,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<BoostListJson> {
  return get('/boosts', { ...asQuery(filters), group: 'episode', limit: PAGE_SIZE, cursor }, signal)
}

/** Reads which of these boosts changed since a cursor. */
export function fetchChangedBoosts(filters: BoostFilters, changedSince: string): Promise<BoostListJson> {
  return get('/boosts', { ...asQuery(filters), limit: 200, changed_since: changedSince })
}
