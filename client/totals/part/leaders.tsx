import { useState } from 'react'
import { Link } from 'wouter'
import type { Leaderboard, LeaderboardQuery } from '#api/contract/totals.ts'
import { formatDay } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import type { ChoiceChange, TotalsChoices } from '#client/totals/choices.ts'
import { formatBefore } from '#client/totals/periods.ts'
import { useLeaderboard } from '#client/totals/use-totals.ts'
import { t } from '#client/totals/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

type Leader = Leaderboard['items'][number] & { place: number }

const ORDERS: Record<LeaderboardQuery['order'], string> = {
  total: t('Most sats first'),
  boosts: t('Most boosts first'),
  recent: t('Latest first'),
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
    `${t('{supporters, plural, one {# supporter} other {# supporters}}', { supporters: first.supporters })}${isAll ? '' : `, ${t('{newSupporters} new', { newSupporters: formatCount(first.new_supporters) })}`}`
  return (
    <Section title={t('Supporters')} meta={meta}>
      <div className="leaders-order">
        <select
          className="input select"
          aria-label={t('Order of supporters')}
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
          caption={t('Supporters')}
          columns={columnsOf(show, formatBefore(choices), isAll, choose)}
          rows={rows}
          keyOf={({ supporter }) => supporter.id ?? ''}
        />
      )}
      {board.hasNextPage && (
        <p className="spaced">
          <Button busy={board.isFetchingNextPage} onClick={() => board.fetchNextPage()}>
            {t('Show more')}
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
      title: t('Supporter'),
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
            {t('boosts')}
          </Link>{' '}
          {is_new && !isAll && <Chip>{t('new')}</Chip>}{' '}
          {run.is_current && run.episodes > 2 && (
            <Chip>{t('{episodes} episodes in a row', { episodes: run.episodes })}</Chip>
          )}
        </span>
      ),
    },
    { title: t('Sats'), align: 'end', cell: ({ total_msat }) => <Sats msat={total_msat} unit={false} /> },
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
    {
      title: t('Boosts'),
      align: 'end',
      cell: ({ boosts, autos }) => formatCount(boosts.count + autos.count),
    },
    {
      title: t('Streamed sats'),
      align: 'end',
      cell: ({ streams }) => <Sats msat={streams.received_msat} unit={false} />,
    },
    { title: t('Last'), align: 'end', cell: ({ last_at }) => formatDay(last_at) },
  ]
}

function isOrder(value: string): value is LeaderboardQuery['order'] {
  return Object.hasOwn(ORDERS, value)
}
