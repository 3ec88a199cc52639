import type { BoostJson } from '#api/contract/boost.ts'

/** The server's clock is read from answers, to the second. */
const SLACK_MS = 2_000

/**
 * Tells apart what is on the list already, what is new, and what lies further down, where nobody has looked yet.
 * @param pages as loaded, each with the server's time then
 * @param items as they are now
 * @returns the changed ones by id, and the ids of the new ones
 */
export function sortNews(
  pages: readonly { items: readonly BoostJson[]; loaded_at: number }[],
  items: readonly BoostJson[],
): { changed: ReadonlyMap<string, BoostJson>; fresh: string[] } {
  const known = new Set(pages.flatMap((page) => page.items.map(({ id }) => id)))
  const since = (pages[0]?.loaded_at ?? 0) - SLACK_MS
  return {
    changed: new Map(items.filter(({ id }) => known.has(id)).map((boost) => [boost.id, boost])),
    fresh: items
      .filter(({ id, recorded_at }) => !known.has(id) && Date.parse(recorded_at) >= since)
      .map(({ id }) => id),
  }
}
