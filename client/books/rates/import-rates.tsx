import { useGiveRates } from '#client/books/rates/use-rates.ts'
import { t } from '#client/books/words.ts'
import type { BodyOf } from '#client/lib/api-types.ts'
import { change } from '#client/lib/request.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field } from '#client/ui/field.tsx'

/** Prices from a CSV, for a machine without internet. */
export function ImportRates() {
  const give = useGiveRates((body: BodyOf<'post', '/rates/import'>) =>
    change('POST', '/rates/import', { body }),
  )
  const rejected = give.data?.rejected ?? []
  return (
    <div className="form">
      <Field
        label={t('A file of prices, or of an authority’s exchange rates')}
        hint={t(
          'Lines of time, currency and price: 2026-10-31,EUR,94123.45 for a day, 2026-10-31T14:00:00Z,EUR,94200 for an hour. Or the file of the European Central Bank (CSV or XML), of the Swiss customs office (XML), or lines of day, base, currency and rate.',
        )}
      >
        {(props) => (
          <input
            {...props}
            className="input"
            type="file"
            accept=".csv,.xml,text/csv,text/plain,text/xml"
            disabled={give.isPending}
            onChange={async ({ target }) => {
              const file = target.files?.[0]
              if (file) give.mutate({ csv: await file.text(), source: file.name.slice(0, 100) })
              target.value = ''
            }}
          />
        )}
      </Field>
      <ErrorNote error={give.error} />
      {rejected.length > 0 && (
        <div className="note" role="status">
          <p>
            {t('{count, plural, one {# line was} other {# lines were}} not taken:', {
              count: rejected.length,
            })}
          </p>
          <ul>
            {rejected.slice(0, 5).map(({ line, error }) => (
              <li key={line}>{t('Line {line}: {error}', { line, error })}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
