import { useGiveValuing, useRates } from '#client/books/rates/use-rates.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { useShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Chosen currencies that no book is valued in: receipts have no worth in them until somebody asks for it. */
export function Unvalued({ choices }: { choices: Choices }) {
  const mayEdit = useMayForAll('books')
  const { data } = useRates()
  const { data: shows = [] } = useShows()
  const give = useGiveValuing()
  const chosen = [choices.currency, choices.also].flatMap((currency) => currency ?? [])
  // The demo brings its own prices.
  if (!data || shows.find(({ slug }) => slug === choices.show)?.demo) return null
  const missing = [...new Set(chosen)].filter(
    (currency) => ![...data.items, ...data.books].some((one) => one.currency === currency),
  )
  return missing.map((currency) => (
    <div key={currency} className="row-actions print-hidden">
      <p className="meta">
        {t('No receipt is valued in {currency} yet, since no book is in it.', { currency })}
      </p>
      {mayEdit && (
        <Button busy={give.isPending} onClick={() => give.mutate({ currency, method: 'hour' })}>
          {t('Value receipts in {currency}', { currency })}
        </Button>
      )}
      <ErrorNote error={give.error} />
    </div>
  ))
}
