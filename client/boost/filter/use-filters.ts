import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { type BoostFilters, readFilters, writeFilters } from '#client/boost/filters.ts'

/** The list's filters, which are the address's. */
export function useFilters() {
  const [search, setSearch] = useSearchParams()
  const written = search.toString()
  const filters = useMemo(() => readFilters(new URLSearchParams(written)), [written])
  /** @param replace instead of a new entry in the browser's history, for what is still being typed */
  const setFilters = (
    change: { [Name in keyof BoostFilters]?: BoostFilters[Name] | undefined },
    replace = false,
  ) => {
    // An episode belongs to one show.
    const alone = 'show' in change && !('episode' in change) ? { episode: undefined } : {}
    const given = Object.entries({ ...filters, ...alone, ...change }).filter(([, value]) => value)
    setSearch(
      writeFilters(readFilters(new URLSearchParams(given.map(([name, value]) => [name, String(value)])))),
      { replace },
    )
  }
  const clear = () => setSearch(writeFilters({ order: filters.order }))
  return { filters, setFilters, clear }
}
