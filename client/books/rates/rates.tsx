import { BookValuing } from '#client/books/rates/book-valuing.tsx'
import { ImportRates } from '#client/books/rates/import-rates.tsx'
import { RateLine } from '#client/books/rates/rate-line.tsx'
import { sayMethod } from '#client/books/rates/say-method.ts'
import { SetRate } from '#client/books/rates/set-rate.tsx'
import { useRates } from '#client/books/rates/use-rates.ts'
import { type Choices, useCurrency } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'

/** What a bitcoin was worth: fetched by itself, from a file, or by hand. */
export function Rates({ choices }: { choices: Choices }) {
  const mayEdit = useMayForAll('books')
  const state = useRates()
  const currency = useCurrency(choices)
  return (
    <Section title={t('Prices')}>
      <ErrorNote error={state.error} />
      <p className="hint">
        {t(
          'Readout asks mempool.space, Coinbase and Bitstamp what a bitcoin was worth, and keeps the answer. A price that is not known stays empty; it is never guessed.',
        )}
      </p>
      <ul className="books-rates">
        {state.data?.items.map((item) => (
          <RateLine key={`${item.currency} ${sayMethod(item)}`} item={item} />
        ))}
      </ul>
      <ul className="books-rates">
        {state.data?.books.map((book) => (
          <BookValuing
            key={`${book.show?.slug ?? ''} ${book.currency}`}
            book={book}
            sources={state.data.sources}
            mayEdit={mayEdit}
          />
        ))}
      </ul>
      {mayEdit && (
        <details className="fold">
          <summary>{t('Prices from a file or by hand')}</summary>
          <ImportRates />
          <SetRate currency={currency} />
        </details>
      )}
    </Section>
  )
}
