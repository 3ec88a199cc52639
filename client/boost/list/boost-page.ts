import type { BoostListJson } from '#api/contract/boost.ts'
import { asQuery, type BoostFilters } from '#client/boost/filters.ts'
import { get } from '#client/lib/request.ts'
import { serverNow } from '#client/lib/server-clock.ts'

/** How many boosts come at once: enough for a tall screen, little enough for a bad line. */
const PAGE_SIZE = 50

/** A page of the list, and what the server's clock said when it was asked for. */
export type BoostPage = BoostListJson & { loaded_at: number }

/** Reads a page of boosts, those of one episode together. */
export async function fetchBoosts(
  filters: BoostFilters,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<BoostPage> {
  const loaded_at = serverNow()
  const query = { ...asQuery(filters), group: 'episode' as const, limit: PAGE_SIZE, cursor }
  return { ...(await get('/boosts', { ...query, signal })), loaded_at }
}

/** Reads which of these boosts changed since a cursor. */
export function fetchChangedBoosts(filters: BoostFilters, changedSince: string): Promise<BoostListJson> {
  return get('/boosts', { ...asQuery(filters), limit: 200, changed_since: changedSince })
}
