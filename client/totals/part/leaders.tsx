import { useState } from 'react'
import { Link } from 'wouter'
import type { Leaderboard, LeaderboardQuery } from '#api/contract/totals.ts'
import { formatDay } from '#client/format/day.ts'
import { countOf, formatCount } from '#client/format/sats.ts'
import type { ChoiceChange, TotalsChoices } from '#client/totals/choices.ts'
import { formatBefore } from '#client/totals/periods.ts'
import { useLeaderboard } from '#client/totals/use-totals.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

type Leader = Leaderboard['items'][number] & { place: number }

const ORDERS: Record<LeaderboardQuery['order'], string> = {
  total: 'Most sats first',
  boosts: 'Most boosts first',
  recent: 'Latest first',
}

/** Who gave the most in a period, with what they gave in the one before beside. */
export function Leaders({
  show,
  choices,
  today,
  choose,
}: {
  show: string
  choices: TotalsChoices
  today: string
  choose: (change: ChoiceChange) => void
}) {
  const [order, setOrder] = useState<LeaderboardQuery['order']>('total')
  const board = useLeaderboard(show, choices, today, order)
  const [first] = board.data?.pages ?? []
  const rows = board.data?.pages.flatMap(({ items }) => items).map((item, at) => ({ ...item, place: at + 1 }))
  const isAll = choices.period === 'all'
  const meta =
    first &&
    `${countOf(first.supporters, 'supporter')}${isAll ? '' : `, ${formatCount(first.new_supporters)} new`}`
  return (
    <Section title="Supporters" meta={meta}>
      <div className="leaders-order">
        <select
          className="input select"
          aria-label="Order of supporters"
          value={order}
          onChange={({ target }) => {
            if (isOrder(target.value)) setOrder(target.value)
          }}
        >
          {Object.entries(ORDERS).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <ErrorNote error={board.error} onRetry={() => board.refetch()} />
      {board.isPending && <Skeleton rows={5} />}
      {rows && (
        <Table
          caption="Supporters"
          columns={columnsOf(show, formatBefore(choices), isAll, choose)}
          rows={rows}
          keyOf={({ supporter }) => supporter.id ?? ''}
        />
      )}
      {board.hasNextPage && (
        <p className="spaced">
          <Button busy={board.isFetchingNextPage} onClick={() => board.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
    </Section>
  )
}

function columnsOf(
  show: string,
  before: string | null,
  isAll: boolean,
  choose: (change: ChoiceChange) => void,
): Column<Leader>[] {
  return [
    {
      title: 'Supporter',
      cell: ({ place, supporter, is_new, run }) => (
        <span className="leader">
          <span className="leader-place">{place}.</span>
          <button
            type="button"
            className="part-name part-button"
            dir="auto"
            title={supporter.name}
            onClick={() => choose({ supporter: supporter.id ?? undefined })}
          >
            {supporter.name}
          </button>{' '}
          <Link className="meta" href={`/boosts?show=${show}&supporter=${supporter.id}`}>
            boosts
          </Link>{' '}
          {is_new && !isAll && <Chip>new</Chip>}{' '}
          {run.is_current && run.episodes > 2 && <Chip>{run.episodes} episodes in a row</Chip>}
        </span>
      ),
    },
    { title: 'Sats', align: 'end', cell: ({ total_msat }) => <Sats msat={total_msat} unit={false} /> },
    ...(before === null
      ? []
      : [
          {
            title: before,
            align: 'end' as const,
            cell: ({ before_msat }: Leader) =>
              before_msat === null ? '' : <Sats msat={before_msat} unit={false} />,
          },
        ]),
    { title: 'Boosts', align: 'end', cell: ({ boosts, autos }) => formatCount(boosts.count + autos.count) },
    {
      title: 'Streamed sats',
      align: 'end',
      cell: ({ streams }) => <Sats msat={streams.received_msat} unit={false} />,
    },
    { title: 'Last', align: 'end', cell: ({ last_at }) => formatDay(last_at) },
  ]
}

function isOrder(value: string): value is LeaderboardQuery['order'] {
  return Object.hasOwn(ORDERS, value)
}
