import { useQuery } from '@tanstack/react-query'
import type { ReceiptSummary } from '#api/contract/export.ts'
import { receiptsOf } from '#client/books/choices.ts'
import { ColumnHelp } from '#client/books/choose/column-help.tsx'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { countOf, formatExactSats, satsOf } from '#client/format/sats.ts'
import { get, withParams } from '#client/lib/request.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

const PROFILES = {
  plain: 'Everything, for your own tools',
  excel: 'Excel, LibreOffice, Numbers',
  koinly: 'Koinly',
  cointracker: 'CoinTracker',
  bank: 'QuickBooks Online, daily sums',
  'bank-xero': 'Xero, daily sums',
  beancount: 'Beancount',
  hledger: 'hledger or ledger',
}

/** The same receipts as a file, in the form that the bookkeeper's tool takes. */
export function Download({ choices, choose }: { choices: Choices; choose: Choose }) {
  const receipts = receiptsOf(choices)
  const sum = useQuery({
    queryKey: ['exports', 'summary', receipts],
    queryFn: () => get('/exports/summary', receipts),
  })
  return (
    <Section title="Download" meta={sum.data && formatSummary(sum.data)}>
      <ErrorNote error={sum.error} onRetry={() => sum.refetch()} />
      <div className="books-fields wide">
        <SelectField
          label="For"
          value={choices.profile ?? 'plain'}
          onChange={({ target }) => choose({ profile: target.value === 'plain' ? '' : target.value })}
        >
          {Object.entries(PROFILES).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Streams"
          value={choices.streams ?? ''}
          onChange={({ target }) => choose({ streams: target.value })}
        >
          <option value="">One row each</option>
          <option value="daily">Sums by day and episode</option>
        </SelectField>
        <CheckField
          label="With messages"
          checked={choices.messages !== 'false'}
          onChange={({ target }) => choose({ messages: target.checked ? '' : 'false' })}
        />
      </div>
      <p className="books-do">
        <a className="button primary" href={withParams('/api/v1/exports/payments.csv', choices)} download>
          Download the file
        </a>
        {sum.data && sum.data.unpriced > 0 && (
          <span className="hint">
            {countOf(sum.data.unpriced, 'receipt has', 'receipts have')} no price in {sum.data.currency} yet:
            those cells stay empty.
          </span>
        )}
      </p>
      <ColumnHelp />
    </Section>
  )
}

function formatSummary({ count, amount_msat, needs_look }: ReceiptSummary): string {
  const look = needs_look > 0 ? ` · ${needs_look} to look at` : ''
  return `${countOf(count, 'receipt')} · ${formatExactSats(amount_msat)} ${satsOf(amount_msat)}${look}`
}
