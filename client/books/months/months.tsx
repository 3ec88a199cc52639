import { useState } from 'react'
import { Link } from 'wouter'
import type { MonthItem } from '#api/contract/statement.ts'
import { MonthAction } from '#client/books/months/month-action.tsx'
import { useMonths } from '#client/books/months/use-months.ts'
import { Year } from '#client/books/months/year.tsx'
import { periodOfMonth } from '#client/books/periods.ts'
import { SetRate } from '#client/books/rates/set-rate.tsx'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { formatDate, formatMonth } from '#client/format/day.ts'
import { formatDecimal } from '#client/format/money.ts'
import { formatCount, formatExactSats } from '#client/format/sats.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

/** The months of a book, a year at a time: what each comes to, what is to solve, and whether it is closed. A month's name shows its statement. */
export function Months({ choices, choose }: { choices: Choices; choose: Choose }) {
  const { data, error, refetch } = useMonths(choices)
  const [picked, pick] = useState<string | null>(null)
  const [priced, setPriced] = useState<MonthItem | null>(null)
  const { items = [], currency = '' } = data ?? {}
  const years = [...new Set(items.map(({ month }) => yearOf(month)))]
  const wanted = picked ?? yearOf(choices.from)
  const year = years.find((one) => one === wanted) ?? years[0]
  const isAlone = items.every(({ count, closed }) => count === 0 && !closed)
  if (!error && isAlone) return null
  return (
    <div className="print-hidden">
      <Section title={t('Months')}>
        <ErrorNote error={error} onRetry={() => refetch()} />
        {years.length > 1 && (
          <fieldset className="books-years">
            <legend className="unseen">{t('Year')}</legend>
            {years.map((one) => (
              <Button kind="quiet" key={one} aria-pressed={one === year} onClick={() => pick(one)}>
                {one}
              </Button>
            ))}
          </fieldset>
        )}
        <Table
          caption={t('Months')}
          rows={items.filter(({ month }) => yearOf(month) === year)}
          keyOf={({ month }) => month}
          columns={[
            {
              title: t('Month'),
              cell: ({ month }) => (
                <Button
                  kind="quiet"
                  aria-current={choices.from.startsWith(month) && choices.to.startsWith(month)}
                  onClick={() => choose(periodOfMonth(month))}
                >
                  {formatMonth(month)}
                </Button>
              ),
            },
            { title: t('State'), cell: (item) => <State item={item} /> },
            { title: t('Receipts'), align: 'end', cell: ({ count }) => formatCount(count) },
            {
              title: t('Sats'),
              align: 'end',
              cell: ({ amount_msat }) => <Sats msat={amount_msat} exact unit={false} />,
            },
            { title: t('Worth'), align: 'end', cell: (item) => worthOf(item, currency) },
            { title: t('To solve'), cell: (item) => <ToSolve item={item} onPrice={() => setPriced(item)} /> },
            {
              title: t('Close'),
              bare: true,
              cell: (item) => <MonthAction item={item} choices={choices} />,
            },
          ]}
        />
        {year && (
          <Year
            year={year}
            items={items.filter(({ month }) => yearOf(month) === year)}
            currency={currency}
            choices={choices}
          />
        )}
        {priced?.unpriced_day && (
          <Dialog
            title={t('A price for {month}', { month: formatMonth(priced.month) })}
            onClose={() => setPriced(null)}
          >
            <p>
              {t(
                'The first receipt without a price came on {unpricedDay}. Readout goes on asking for prices by itself; one by hand holds for its whole day and stays.',
                { unpricedDay: formatDate(priced.unpriced_day) },
              )}
            </p>
            <SetRate day={priced.unpriced_day} currency={currency} onSet={() => setPriced(null)} />
          </Dialog>
        )}
      </Section>
    </div>
  )
}

/** @param day a month or a day that begins with its year */
function yearOf(day: string): string {
  return day.slice(0, 4)
}

function State({ item: { state, closed } }: { item: MonthItem }) {
  switch (state) {
    case 'running':
      return <span className="meta">{t('not over yet')}</span>
    case 'open':
      return <Chip tone="warn">{t('open')}</Chip>
    case 'complete':
      return <Chip>{t('complete')}</Chip>
    case 'closed':
      return <Chip tone="ok">{t('closed')}</Chip>
    case 'changed':
      return (
        <>
          <Chip tone="warn">{t('changed since')}</Chip>
          {closed && closed.more_msat !== 0 && (
            <span className="meta">
              {' '}
              {closed.more_msat > 0 && '+'}
              {t('{amount} sats', { amount: formatExactSats(closed.more_msat) })}
            </span>
          )}
          {closed && closed.adjusted_in.length > 0 && (
            <span className="meta">
              {' '}
              {t('in {adjustedIn}', {
                adjustedIn: closed.adjusted_in.map((month) => formatMonth(month)).join(', '),
              })}
            </span>
          )}
        </>
      )
  }
}

/** A lone zero would say that what has no price is worth nothing. */
function worthOf({ unpriced, value }: MonthItem, currency: string) {
  if (unpriced > 0 && !/[1-9]/.test(value)) return <span className="meta">{t('no price')}</span>
  return formatDecimal(value, currency)
}

function ToSolve({ item, onPrice }: { item: MonthItem; onPrice: () => void }) {
  const { unpriced, needs_look, no_show } = item
  const mayPrice = useMayForAll('books')
  if (unpriced + needs_look + no_show === 0) return <span className="meta">{t('nothing')}</span>
  const words = t('{unpriced} without a price', { unpriced: formatCount(unpriced) })
  return (
    <span className="books-solve">
      {unpriced > 0 &&
        (mayPrice ? (
          <Button
            aria-label={t('{words} in {month}: set one', { words, month: formatMonth(item.month) })}
            onClick={onPrice}
          >
            {words}…
          </Button>
        ) : (
          words
        ))}
      {needs_look > 0 && (
        <Link href="/needs-look">
          {t('{needsLook, plural, one {# needs a look} other {# need a look}}', { needsLook: needs_look })}
        </Link>
      )}
      {no_show > 0 && (
        <Link href="/needs-look">{t('{noShow} of no show', { noShow: formatCount(no_show) })}</Link>
      )}
    </span>
  )
}
