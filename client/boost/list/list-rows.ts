import type { BoostGroupJson, BoostJson } from '#api/contract/boost.ts'

/** A row of the list: a boost, and the heading over it where it is the first of its episode. */
export type BoostRow = { boost: BoostJson; heading: BoostGroupJson | null }

type Page = { items: BoostJson[]; groups?: BoostGroupJson[] | undefined }

/**
 * Lays pages out as rows with headings. A boost that comes twice, because one moved between two pages, is there once.
 * @param pages in order
 */
export function layRows(pages: readonly Page[]): BoostRow[] {
  const groups = new Map(pages.flatMap((page) => (page.groups ?? []).map((group) => [groupOf(group), group])))
  const seen = new Set<string>()
  const rows: BoostRow[] = []
  let last: string | null = null
  for (const boost of pages.flatMap(({ items }) => items)) {
    if (seen.has(boost.id)) continue
    seen.add(boost.id)
    const key = groupOf(boost)
    rows.push({ boost, heading: key === last ? null : (groups.get(key) ?? null) })
    last = key
  }
  return rows
}

/**
 * Puts boosts as they are now in the place of what was known of them.
 * @returns the pages, the same object where nothing of theirs changed
 */
export function replaceBoosts<P extends Page>(pages: P[], changed: ReadonlyMap<string, BoostJson>): P[] {
  const touched = pages.map((page) => {
    if (!page.items.some(({ id }) => changed.has(id))) return page
    return { ...page, items: page.items.map((boost) => changed.get(boost.id) ?? boost) }
  })
  return touched.some((page, index) => page !== pages[index]) ? touched : pages
}

/**
 * Takes boosts off the pages that are no longer of the list.
 * @returns the pages, the same object where none of theirs is gone
 */
export function dropBoosts<P extends Page>(pages: P[], gone: ReadonlySet<string>): P[] {
  if (!pages.some(({ items }) => items.some(({ id }) => gone.has(id)))) return pages
  return pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone.has(id)) }))
}

function groupOf({ show, episode }: Pick<BoostGroupJson, 'show' | 'episode'>): string {
  return `${show.slug} ${episode?.id ?? ''}`
}
