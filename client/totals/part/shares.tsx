import { Fragment } from 'react'
import { formatMoney } from '#client/format/money.ts'
import { formatCount } from '#client/format/sats.ts'
import { Sats } from '#client/ui/sats.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

/** One app, wallet or rail with what came by it. */
export type Share = {
  key: string
  name: string
  count: number
  boosted_msat: number
  streamed_msat: number
  fiat: { currency: string; amount_minor: number }[]
  free: number
}

/** Apps, wallets or rails, each with a bar of its part of all. */
export function Shares({
  caption,
  first,
  counted,
  rows,
}: {
  caption: string
  first: string
  /** What the count is of. */
  counted: 'Boosts' | 'Payments'
  rows: readonly Share[]
}) {
  const total = rows.reduce((sum, row) => sum + Math.max(0, row.boosted_msat + row.streamed_msat), 0)
  const columns: Column<Share>[] = [
    {
      title: first,
      cell: ({ name, boosted_msat, streamed_msat }) => (
        <>
          <span dir="auto">{name}</span>
          <span className="share" aria-hidden="true">
            <span className="share-boosted" style={{ inlineSize: part(boosted_msat, total) }} />
            <span className="share-streamed" style={{ inlineSize: part(streamed_msat, total) }} />
          </span>
        </>
      ),
    },
    { title: counted, align: 'end', cell: ({ count }) => formatCount(count) },
    {
      title: 'Boosted sats',
      align: 'end',
      cell: ({ boosted_msat }) => amount(boosted_msat),
    },
    {
      title: 'Streamed sats',
      align: 'end',
      cell: ({ streamed_msat }) => amount(streamed_msat),
    },
  ]
  if (rows.some(({ fiat, free }) => fiat.length > 0 || free > 0))
    columns.push({ title: 'Other', align: 'end', cell: formatBeside })
  return <Table caption={caption} columns={columns} rows={rows} keyOf={({ key }) => key} />
}

function amount(msat: number) {
  return msat === 0 ? <span className="meta">0</span> : <Sats msat={msat} unit={false} />
}

function formatBeside({ fiat, free }: Share) {
  const parts = [
    ...fiat.map((money) => formatMoney(money)),
    ...(free > 0 ? [`${formatCount(free)} free`] : []),
  ]
  return parts.map((said, at) => (
    <Fragment key={said}>
      {at > 0 && ', '}
      {said}
    </Fragment>
  ))
}

function part(msat: number, total: number): string {
  return `${total > 0 ? Math.max(0, (msat / total) * 100) : 0}%`
}
