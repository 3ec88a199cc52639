import { useMutation } from '@tanstack/react-query'
import type { BoostFilters } from '#client/boost/filters.ts'
import { useBoostNews } from '#client/boost/list/use-boost-news.ts'
import { t } from '#client/boost/words.ts'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Offers what came in while the list is read; nothing moves until one asks for it. */
export function NewsOffer({ filters }: { filters: BoostFilters }) {
  const { count, isBehind, show } = useBoostNews(filters)
  const goThere = useMutation({
    mutationFn: show,
    onSuccess: async () => {
      scrollTo({ top: 0 })
      await new Promise(requestAnimationFrame)
      document.querySelector<HTMLElement>('[data-row="0"]')?.focus({ preventScroll: true })
    },
    onError: () => toast(t('Readout does not answer. Try again when the line is back.')),
  })
  return (
    <div className="news" role="status">
      {(count > 0 || isBehind) && (
        <Button busy={goThere.isPending} onClick={() => goThere.mutate()}>
          {isBehind ? t('Much has changed') : t('{count} new', { count })} ↑
        </Button>
      )}
    </div>
  )
}
