import type { ExportSummary, LeftOut as LeftOutItem } from '#api/contract/export.ts'
import { formatDecimal, formatMoney } from '#client/format/money.ts'
import { countOf, formatCount, formatExactSats, satsOf } from '#client/format/sats.ts'
import { Chip } from '#client/ui/chip.tsx'

/** What the file does not hold, with sums, before it is taken along; nothing where it holds everything. */
export function LeftOut({ summary, program }: { summary: ExportSummary; program: string }) {
  const { left_out, records, most_records, currency } = summary
  const isTooMuch = most_records !== null && records > most_records
  if (left_out.length === 0 && !isTooMuch) return null
  return (
    <div className="books-left">
      {isTooMuch && (
        <p className="hint">
          <Chip tone="warn">{countOf(records, 'row')}</Chip> {program} takes {formatCount(most_records)} at a
          time: choose shorter periods, one after the other.
        </p>
      )}
      {left_out.length > 0 && (
        <>
          <h3 id="books-left">Not in this file</h3>
          <dl className="books-columns" aria-labelledby="books-left">
            {left_out.map((item) => (
              <div key={item.what}>
                <dt>{nameOf(item, currency)}</dt>
                <dd>
                  {formatAmounts(item, currency)}
                  <span className="meta">{hintOf(item, currency)}</span>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  )
}

function nameOf({ what, count }: LeftOutItem, currency: string): string {
  const receipts = countOf(count, 'receipt')
  switch (what) {
    case 'set_aside':
      return `${receipts} set aside`
    case 'free':
      return countOf(count, 'free boost')
    case 'unpriced':
      return `${receipts} without a price in ${currency}`
    case 'other_currency':
      return `${receipts} in other money than ${currency}`
    case 'fees':
      return 'Fees'
    case 'rounding':
      return 'Rounded away'
    case 'payouts':
      return countOf(count, 'payout')
    case 'replies':
      return count === 1 ? '1 paid reply' : `${formatCount(count)} paid replies`
  }
}

function hintOf({ what, value }: LeftOutItem, currency: string): string {
  switch (what) {
    case 'set_aside':
      return 'Choose “With what is set aside” to have it.'
    case 'free':
      return 'No money moved.'
    case 'unpriced':
      return 'Set the price of its day below.'
    case 'other_currency':
      return 'Choose it under “Worth in” for a file of its own.'
    case 'fees':
      return 'Amounts are what is left after them.'
    case 'payouts':
    case 'replies':
      return 'Journals have them; this file is of receipts.'
    case 'rounding':
      return value === null ? 'Parts of a sat.' : `Parts of the smallest unit of ${currency}.`
  }
}

function formatAmounts({ amount_msat, fiat, value }: LeftOutItem, currency: string): string {
  return [
    ...(amount_msat === 0 ? [] : [`${formatExactSats(amount_msat)} ${satsOf(amount_msat)}`]),
    ...fiat.map((sum) => formatMoney(sum)),
    ...(value === null ? [] : [formatDecimal(value, currency, 8)]),
  ].join(', ')
}
