import { useQuery } from '@tanstack/react-query'
import type { Statement as StatementJson } from '#api/contract/statement.ts'
import { receiptsOf } from '#client/books/choices.ts'
import { MonthAction } from '#client/books/months/month-action.tsx'
import { useMonths } from '#client/books/months/use-months.ts'
import { formatPeriod, monthOf } from '#client/books/periods.ts'
import { PdfLink } from '#client/books/statement/pdf-link.tsx'
import { StatementTables } from '#client/books/statement/statement-tables.tsx'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { get, withParams } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What the period comes to, to print, to hand on, and to close the month with. */
export function Statement({ choices }: { choices: Choices }) {
  const receipts = receiptsOf(choices)
  const asked = { ...receipts, ...(choices.also ? { also: choices.also } : {}) }
  const statement = useQuery({
    queryKey: ['statements', asked],
    queryFn: () => get('/statements', asked),
  })
  const { data } = statement
  return (
    <Section
      title={t('Statement')}
      meta={
        data &&
        t('{shows} · {period} (days of {tz}) · as of {when}', {
          shows: formatShows(data),
          period: formatPeriod(choices),
          tz: data.tz,
          when: formatInstant(data.as_of),
        })
      }
    >
      <ErrorNote error={statement.error} onRetry={() => statement.refetch()} />
      {statement.isPending && <Skeleton rows={4} />}
      {data && (
        <>
          {isBare(data) ? (
            <Empty>{t('Nothing was received in these days.')}</Empty>
          ) : (
            <StatementTables statement={data} />
          )}
          <p className="books-do print-hidden">
            <PdfLink receipts={receipts} />
            <Button onClick={() => print()}>{t('Print')}</Button>
            <a
              className="button plain"
              href={withParams('/api/v1/statements/statement.md', receipts)}
              download={`statement-${choices.from}-${choices.to}.md`}
            >
              {t('As Markdown')}
            </a>
            <CloseMonth choices={choices} />
          </p>
        </>
      )}
    </Section>
  )
}

/** Closes the month that is shown, where nothing but the show narrows it. */
function CloseMonth({ choices }: { choices: Choices }) {
  const { data } = useMonths(choices)
  const { wallet, rail, kind, set_aside } = choices
  const month = wallet || rail || kind || set_aside ? null : monthOf(choices.from, choices.to)
  const item = data?.items.find((one) => one.month === month)
  return item ? <MonthAction item={item} choices={choices} /> : null
}

/** Whether there is nothing to tell, not even of the time before. */
function isBare({ sats, fiat, total }: StatementJson): boolean {
  return total.count === 0 && sats.length === 0 && fiat.length === 0
}

/** Whose receipts they are, since a printed statement has to say so. */
function formatShows({ shows, demo }: StatementJson): string {
  const titles = shows?.map(({ title }) => title).join(', ') ?? t('All shows')
  return demo ? t('{titles} (demo, made up)', { titles }) : titles
}
