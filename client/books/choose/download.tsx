import { useQuery } from '@tanstack/react-query'
import type { ExportSummary } from '#api/contract/export.ts'
import { fileOf } from '#client/books/choices.ts'
import { ChooseColumns } from '#client/books/choose/choose-columns.tsx'
import { ColumnHelp } from '#client/books/choose/column-help.tsx'
import { LeftOut } from '#client/books/choose/left-out.tsx'
import { PROFILES, profileOf } from '#client/books/choose/profiles.ts'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { countOf, formatExactSats, satsOf } from '#client/format/sats.ts'
import { get, withParams } from '#client/lib/request.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** The same receipts as a file, in the form that the bookkeeper's tool takes, and what of them is not in it. */
export function Download({ choices, choose }: { choices: Choices; choose: Choose }) {
  const name = profileOf(choices)
  const { title, takes, hint } = PROFILES[name]
  const asked = fileOf({ ...choices, profile: name })
  const sum = useQuery({
    queryKey: ['exports', 'summary', asked],
    queryFn: () => get('/exports/summary', asked),
    placeholderData: (before) => before,
  })
  const isTable = name === 'plain' || name === 'excel'
  return (
    <Section title="Download" meta={sum.data && formatSummary(sum.data)}>
      <ErrorNote error={sum.error} onRetry={() => sum.refetch()} />
      <div className="books-fields wide">
        <SelectField
          label="For"
          value={name}
          onChange={({ target }) => choose({ profile: target.value === 'plain' ? '' : target.value })}
        >
          {Object.entries(PROFILES).map(([profile, { title }]) => (
            <option key={profile} value={profile}>
              {title}
            </option>
          ))}
        </SelectField>
        {takes.includes('streams') && (
          <SelectField
            label="Streams"
            value={choices.streams ?? ''}
            onChange={({ target }) => choose({ streams: target.value })}
          >
            <option value="">One row each</option>
            <option value="daily">Sums by day and episode</option>
          </SelectField>
        )}
        {takes.includes('messages') && (
          <CheckField
            label="With messages"
            checked={choices.messages !== 'false'}
            onChange={({ target }) => choose({ messages: target.checked ? '' : 'false' })}
          />
        )}
        {takes.includes('closing') && (
          <CheckField
            label="With a last row that says it is whole"
            checked={choices.closing !== 'false'}
            onChange={({ target }) => choose({ closing: target.checked ? '' : 'false' })}
          />
        )}
      </div>
      {takes.includes('columns') && <ChooseColumns choices={choices} choose={choose} />}
      {hint && <p className="hint">{hint}</p>}
      {sum.data && !sum.isPlaceholderData && (
        <LeftOut summary={sum.data} program={title.split(',')[0] ?? title} />
      )}
      <p className="books-do">
        <a className="button primary" href={withParams('/api/v1/exports/payments.csv', choices)} download>
          Download the file
        </a>
        {isTable && sum.data && sum.data.unpriced > 0 && (
          <span className="hint">
            {countOf(sum.data.unpriced, 'receipt has', 'receipts have')} no price in {sum.data.currency} yet:
            those cells stay empty.
          </span>
        )}
      </p>
      {isTable && <ColumnHelp messages={choices.messages} isForPrograms={name === 'plain'} />}
    </Section>
  )
}

function formatSummary({ count, amount_msat, needs_look }: ExportSummary): string {
  const look = needs_look > 0 ? ` · ${needs_look} to look at` : ''
  return `${countOf(count, 'receipt')} · ${formatExactSats(amount_msat)} ${satsOf(amount_msat)}${look}`
}
