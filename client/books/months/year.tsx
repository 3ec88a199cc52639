import { useState } from 'react'
import type { MonthItem } from '#api/contract/statement.ts'
import { ISSUER } from '#client/books/statement/pdf-link.tsx'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { formatDecimal } from '#client/format/money.ts'
import { withParams } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Sats } from '#client/ui/sats.tsx'

type Props = { year: string; items: readonly MonthItem[]; currency: string; choices: Choices }

const WORTH_DIGITS = 8

/** What the months of a year come to, and all of it as one file. */
export function Year({ year, items, currency, choices }: Props) {
  const may = useMay('export')
  const [isAsking, ask] = useState(false)
  const sum = (of: (item: MonthItem) => number) => items.reduce((all, item) => all + of(item), 0)
  const worth = sumWorth(items.map(({ value }) => value))
  const unpriced = sum((item) => item.unpriced)
  return (
    <p className="books-do">
      <span>
        <strong>{year}</strong>:{' '}
        {t('{sum, plural, one {# receipt} other {# receipts}}', { sum: sum(({ count }) => count) })},{' '}
        <Sats msat={sum(({ amount_msat }) => amount_msat)} exact />
        {/[1-9]/.test(worth) && `, ${formatDecimal(worth, currency)}`}
        {unpriced > 0 && (
          <span className="meta">
            {' '}
            {t('({unpriced, plural, one {# receipt} other {# receipts}} without a price)', { unpriced })}
          </span>
        )}
      </span>
      {may && <Button onClick={() => ask(true)}>{t('Take {year} along…', { year })}</Button>}
      {isAsking && <YearDialog year={year} choices={choices} onClose={() => ask(false)} />}
    </p>
  )
}

function YearDialog({ year, choices, onClose }: { year: string; choices: Choices; onClose: () => void }) {
  const [journal, choose] = useState('hledger')
  const { show, tz, currency } = choices
  const issuer = localStorage.getItem(ISSUER)?.trim()
  return (
    <Dialog title={t('{year} as one file', { year })} onClose={onClose}>
      <p>
        {t(
          'A ZIP with a README: of each month its statement, its receipts as CSV and as a journal; and the year’s prices and adjustments. Closed months have the statement that they were closed with.',
        )}
      </p>
      <SelectField label={t('Journal for')} value={journal} onChange={({ target }) => choose(target.value)}>
        <option value="hledger">hledger</option>
        <option value="ledger">ledger</option>
        <option value="beancount">Beancount</option>
      </SelectField>
      <div className="actions">
        <Button onClick={onClose}>{t('Not now')}</Button>
        <a
          className="button primary"
          href={withParams('/api/v1/statements/year.zip', { year, show, tz, currency, journal, issuer })}
          download
          onClick={onClose}
        >
          {t('Download {year}', { year })}
        </a>
      </div>
    </Dialog>
  )
}

/** Decimals of worth, added without loss. */
function sumWorth(values: readonly string[]): string {
  const units = values.reduce((all, value) => {
    const [whole = '0', part = ''] = value.split('.')
    return all + BigInt(`${whole}${part.padEnd(WORTH_DIGITS, '0')}`)
  }, 0n)
  const text = String(units < 0n ? -units : units).padStart(WORTH_DIGITS + 1, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -WORTH_DIGITS)}.${text.slice(-WORTH_DIGITS)}`
}
