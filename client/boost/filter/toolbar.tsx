import { useCallback, useState } from 'react'
import { FilterPanel } from '#client/boost/filter/filter-panel.tsx'
import { SearchBox } from '#client/boost/filter/search-box.tsx'
import { useFilters } from '#client/boost/filter/use-filters.ts'
import { type FilterName, writeFilters } from '#client/boost/filters.ts'
import { t } from '#client/boost/words.ts'
import { useShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'

/** Search, show and order; the other filters behind a button that tells how many are set. */
export function Toolbar() {
  const { filters, setFilters } = useFilters()
  const [isOpen, open] = useState(false)
  const shows = useShows().data?.filter(({ set_aside }) => !set_aside) ?? []
  const more = [...writeFilters(filters).keys()].filter(
    (name) => !['q', 'show', 'order'].includes(name),
  ).length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search waits for one that stays the same while typing
  const search = useCallback((q: string) => setFilters({ q }, true), [JSON.stringify(filters)])
  const choose = (name: FilterName) => (value: string) => setFilters({ [name]: value })
  return (
    <search className="toolbar">
      <SearchBox value={filters.q ?? ''} onSearch={search} />
      {(shows.length > 1 || filters.show) && (
        <select
          className="input select"
          aria-label={t('Show')}
          value={filters.show ?? ''}
          onChange={({ target }) => choose('show')(target.value)}
        >
          <option value="">{t('All shows')}</option>
          {shows.map(({ slug, title, provisional }) => (
            <option key={slug} value={slug}>
              {provisional ? t('{title} (new)', { title }) : title}
            </option>
          ))}
        </select>
      )}
      <select
        className="input select"
        aria-label={t('Order')}
        value={filters.order}
        onChange={({ target }) => setFilters({ order: target.value === 'largest' ? 'largest' : 'newest' })}
      >
        <option value="newest">{t('Newest first')}</option>
        <option value="largest">{t('Largest first')}</option>
      </select>
      <Button aria-expanded={isOpen} aria-controls="filters" onClick={() => open(!isOpen)}>
        {more > 0 ? t('Filters, {more} set', { more }) : t('Filters')}
      </Button>
      <div id="filters" hidden={!isOpen}>
        {isOpen && <FilterPanel />}
      </div>
    </search>
  )
}
