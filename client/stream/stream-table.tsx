import { Link } from 'wouter'
import type { StreamSumJson } from '#api/contract/show.ts'
import { formatDay } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { t } from '#client/stream/words.ts'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

type Props = { rows: readonly StreamSumJson[]; group: 'episode' | 'supporter'; show: string }

/** Streams in sums, what brought most first. */
export function StreamTable({ rows, group, show }: Props) {
  return (
    <Table
      caption={group === 'episode' ? t('Streams by episode') : t('Streams by supporter')}
      rows={rows}
      keyOf={({ episode, supporter }) => episode?.id ?? supporter?.id ?? 'none'}
      columns={[
        {
          title: group === 'episode' ? t('Episode') : t('Supporter'),
          cell: (sum) => (group === 'episode' ? <Episode sum={sum} /> : <Supporter sum={sum} show={show} />),
        },
        {
          title: t('Sats received'),
          align: 'end',
          cell: ({ received_msat }) => <Sats msat={received_msat} unit={false} />,
        },
        { title: t('Payments'), align: 'end', cell: ({ payment_count }) => formatCount(payment_count) },
        {
          title: t('Minutes'),
          align: 'end',
          cell: ({ minutes }) =>
            minutes === null ? <span className="meta">{t('not reported')}</span> : formatCount(minutes),
        },
        { title: t('Last'), align: 'end', cell: ({ last_at }) => formatDay(last_at) },
      ]}
    />
  )
}

function Episode({ sum: { episode } }: { sum: StreamSumJson }) {
  if (!episode) return <span className="meta">{t('no episode named')}</span>
  return <bdi>{episode.title ?? t('Untitled episode')}</bdi>
}

function Supporter({ sum: { supporter }, show }: { sum: StreamSumJson; show: string }) {
  if (!supporter?.id) return <span className="meta">{supporter?.name ?? t('Anonymous')}</span>
  return (
    <Link href={`/supporters/${supporter.id}?show=${show}`} className="row-name" dir="auto">
      {supporter.name}
    </Link>
  )
}
