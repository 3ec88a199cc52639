import type { BoostFilters } from '#client/boost/filters.ts'
import { useBoostNews } from '#client/boost/list/use-boost-news.ts'
import { Button } from '#client/ui/button.tsx'

/** Offers what came in while the list is read; nothing moves until one asks for it. */
export function NewsOffer({ filters, isLoaded }: { filters: BoostFilters; isLoaded: boolean }) {
  const { count, show } = useBoostNews(filters, isLoaded)
  const goThere = async () => {
    await show()
    scrollTo({ top: 0 })
    document.querySelector<HTMLElement>('[data-row="0"]')?.focus({ preventScroll: true })
  }
  return (
    <div className="news" role="status">
      {count > 0 && (
        <Button className="news-button" onClick={goThere}>
          {count} new ↑
        </Button>
      )}
    </div>
  )
}
