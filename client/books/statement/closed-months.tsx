import { useState } from 'react'
import type { ClosedMonthItem } from '#api/contract/statement.ts'
import { useClosedMonths, useDifferences, useReopen } from '#client/books/statement/use-closed-months.ts'
import { formatDay } from '#client/format/day.ts'
import { formatExactSats } from '#client/format/sats.ts'
import { useMay } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

/** Months that were closed keep what they were closed with; what changed since stands beside it. */
export function ClosedMonths() {
  const months = useClosedMonths()
  const differences = useDifferences()
  const reopen = useReopen()
  const mayReopen = useMay('books')
  const [asked, ask] = useState<ClosedMonthItem | null>(null)
  if (!months.data || months.data.length === 0) return null
  return (
    <Section title="Closed months">
      <ErrorNote error={months.error ?? reopen.error} />
      <Table
        caption="Closed months"
        rows={months.data}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Month', cell: ({ month }) => month },
          { title: 'Show', cell: ({ show }) => <bdi>{show?.title ?? 'All shows'}</bdi> },
          {
            title: 'Received',
            align: 'end',
            cell: ({ statement }) => <Sats msat={statement.total.amount_msat} exact unit={false} />,
          },
          { title: 'Since then', cell: ({ id }) => <Difference since={differences.get(id) ?? null} /> },
          { title: 'Closed', cell: ({ closed_at, closed_by }) => `${formatDay(closed_at)}, ${closed_by}` },
          {
            title: 'Reopen',
            bare: true,
            align: 'end',
            cell: (month) =>
              mayReopen && (
                <Button kind="quiet" aria-label={`Reopen ${month.month}`} onClick={() => ask(month)}>
                  Reopen
                </Button>
              ),
          },
        ]}
      />
      {asked && (
        <Confirm
          title={`Reopen ${asked.month}?`}
          yes="Reopen it"
          onYes={() => reopen.mutate(asked.id)}
          onClose={() => ask(null)}
        >
          The statement that it was closed with is forgotten.
        </Confirm>
      )}
    </Section>
  )
}

function Difference({ since }: { since: ClosedMonthItem['since'] }) {
  if (!since) return null
  if (!since.changed) return <span className="meta">nothing changed</span>
  if (since.more_msat === 0) return <Chip tone="warn">changed</Chip>
  return (
    <Chip tone="warn">{`${since.more_msat > 0 ? '+' : ''}${formatExactSats(since.more_msat)} sats`}</Chip>
  )
}
