import type { ExportSummary, LeftOut as LeftOutItem } from '#api/contract/export.ts'
import { say, t } from '#client/books/words.ts'
import { formatDecimal, formatMoney } from '#client/format/money.ts'
import { formatCount, formatExactSats, satsOf } from '#client/format/sats.ts'
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
          {say(
            '{chip} {program} takes {mostRecords} at a time: choose shorter periods, one after the other.',
            {
              chip: (
                <Chip tone="warn">{t('{records, plural, one {# row} other {# rows}}', { records })}</Chip>
              ),
              program,
              mostRecords: formatCount(most_records),
            },
          )}
        </p>
      )}
      {left_out.length > 0 && (
        <>
          <h3 id="books-left">{t('Not in this file')}</h3>
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
  const receipts = t('{count, plural, one {# receipt} other {# receipts}}', { count })
  switch (what) {
    case 'set_aside':
      return t('{receipts} set aside', { receipts })
    case 'free':
      return t('{count, plural, one {# free boost} other {# free boosts}}', { count })
    case 'unpriced':
      return t('{receipts} without a price in {currency}', { receipts, currency })
    case 'other_currency':
      return t('{receipts} in other money than {currency}', { receipts, currency })
    case 'fees':
      return t('Fees')
    case 'rounding':
      return t('Rounded away')
    case 'payouts':
      return t('{count, plural, one {# payout} other {# payouts}}', { count })
    case 'replies':
      return count === 1 ? t('1 paid reply') : t('{count} paid replies', { count: formatCount(count) })
  }
}

function hintOf({ what, value }: LeftOutItem, currency: string): string {
  switch (what) {
    case 'set_aside':
      return t('Choose “With what is set aside” to have it.')
    case 'free':
      return t('No money moved.')
    case 'unpriced':
      return t('Set the price of its day below.')
    case 'other_currency':
      return t('Choose it under “Worth in” for a file of its own.')
    case 'fees':
      return t('Amounts are what is left after them.')
    case 'payouts':
    case 'replies':
      return t('Journals have them; this file is of receipts.')
    case 'rounding':
      return value === null
        ? t('Parts of a sat.')
        : t('Parts of the smallest unit of {currency}.', { currency })
  }
}

function formatAmounts({ amount_msat, fiat, value }: LeftOutItem, currency: string): string {
  return [
    ...(amount_msat === 0 ? [] : [`${formatExactSats(amount_msat)} ${satsOf(amount_msat)}`]),
    ...fiat.map((sum) => formatMoney(sum)),
    ...(value === null ? [] : [formatDecimal(value, currency, 8)]),
  ].join(', ')
}
