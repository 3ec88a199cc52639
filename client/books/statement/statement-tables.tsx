import type { Statement } from '#api/contract/statement.ts'
import { formatMonth } from '#client/format/day.ts'
import { formatDecimal, formatMoney } from '#client/format/money.ts'
import { nameRail } from '#client/format/rail.ts'
import { countOf, formatCount } from '#client/format/sats.ts'
import { Sats } from '#client/ui/sats.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

type SatsLine = Statement['sats'][number]
type FiatLine = Statement['fiat'][number]
type Priced = { count: number; value: string; unpriced: number }
type Part = Priced & { name: string; amount_msat: number }

/** The tables of a statement: sats and fiat by wallet and rail, then boosts and streams apart, and the checksum. */
export function StatementTables({ statement }: { statement: Statement }) {
  const {
    sats,
    fiat,
    boosts,
    streams,
    free,
    total,
    currency,
    adjustments = [],
    payouts = [],
    replies,
    also = [],
  } = statement
  const money = (line: Priced) => worthIn(line, currency)
  const parts: Part[] = [
    { name: 'Boosts', ...boosts },
    { name: 'Streams', ...streams },
    { name: 'All', ...total },
  ]
  return (
    <>
      {sats.length > 0 && (
        <Table
          scrolls
          caption="Sats by wallet and way"
          rows={sats}
          keyOf={({ wallet, rail }) => `${wallet} ${rail}`}
          columns={[
            ...where<SatsLine>(),
            { title: 'Total before', align: 'end', cell: (line) => amount(line.before_msat) },
            { title: 'Receipts', align: 'end', cell: ({ count }) => formatCount(count) },
            {
              title: 'Received',
              align: 'end',
              cell: (line) => <Sats msat={line.received_msat} exact unit={false} />,
            },
            { title: 'Paid back', align: 'end', cell: (line) => amount(line.refunds_msat) },
            { title: 'Total at the end', align: 'end', cell: (line) => amount(line.until_msat) },
            { title: 'Fees', align: 'end', cell: (line) => amount(line.fee_msat) },
            { title: 'Worth', align: 'end', cell: money },
          ]}
        />
      )}
      {fiat.length > 0 && (
        <Table
          scrolls
          caption="Fiat by wallet and way"
          rows={fiat}
          keyOf={(line) => `${line.wallet} ${line.rail} ${line.currency}`}
          columns={[
            ...where<FiatLine>(),
            { title: 'Total before', align: 'end', cell: (line) => minor(line, line.before_minor) },
            { title: 'Receipts', align: 'end', cell: ({ count }) => formatCount(count) },
            { title: 'Received', align: 'end', cell: (line) => minor(line, line.received_minor) },
            { title: 'Paid back', align: 'end', cell: (line) => minor(line, line.refunds_minor) },
            { title: 'Total at the end', align: 'end', cell: (line) => minor(line, line.until_minor) },
            { title: 'Fees', align: 'end', cell: (line) => minor(line, line.fee_minor) },
          ]}
        />
      )}
      <Table
        caption="Boosts and streams"
        rows={parts}
        keyOf={({ name }) => name}
        columns={[
          { title: 'Kind', cell: ({ name }) => name },
          { title: 'Receipts', align: 'end', cell: ({ count }) => formatCount(count) },
          {
            title: 'Sats',
            align: 'end',
            cell: (part) => <Sats msat={part.amount_msat} exact unit={false} />,
          },
          { title: 'Worth', align: 'end', cell: money },
        ]}
      />
      {also.length > 0 && (
        <Table
          caption="What all receipts were worth in other currencies"
          rows={also}
          keyOf={(line) => line.currency}
          columns={[
            { title: 'Currency', cell: (line) => line.currency },
            {
              title: 'Worth',
              align: 'end',
              cell: (line) => worthIn(line, line.currency),
            },
            { title: 'Without a price', align: 'end', cell: (line) => formatCount(line.unpriced) },
          ]}
        />
      )}
      {payouts.length > 0 && (
        <Table
          caption="Paid out"
          rows={payouts}
          keyOf={({ wallet, currency }) => `${wallet} ${currency}`}
          columns={[
            { title: 'Paid out of', cell: ({ wallet }) => <bdi>{wallet}</bdi> },
            { title: 'Payouts', align: 'end', cell: ({ count }) => formatCount(count) },
            { title: 'Arrived', align: 'end', cell: (line) => paid(line.amount, line) },
            { title: 'Kept on the way', align: 'end', cell: (line) => paid(line.fee, line) },
            { title: 'Held at the end', align: 'end', cell: (line) => paid(line.held, line) },
          ]}
        />
      )}
      {replies && (
        <Table
          caption="Paid to listeners as replies, in none of the sums above"
          rows={[replies]}
          keyOf={() => 'replies'}
          columns={[
            { title: 'Replies', cell: ({ count }) => `${formatCount(count)} from the wallet for replies` },
            { title: 'Sats', align: 'end', cell: (line) => amount(line.amount_msat) },
            { title: 'Fees', align: 'end', cell: (line) => amount(line.fee_msat) },
          ]}
        />
      )}
      {adjustments.length > 0 && (
        <Table
          caption="Adjustments of closed months, in none of the sums above"
          rows={adjustments}
          keyOf={({ month }) => month}
          columns={[
            { title: 'Adjustment', cell: ({ month }) => `For ${formatMonth(month)}, closed before` },
            { title: 'Receipts', align: 'end', cell: ({ count }) => formatCount(count) },
            { title: 'Sats', align: 'end', cell: (line) => amount(line.amount_msat) },
            { title: 'Fees', align: 'end', cell: (line) => amount(line.fee_msat) },
            {
              title: 'Other money',
              align: 'end',
              cell: ({ fiat }) => fiat.map((line) => formatMoney(line)).join(', '),
            },
            { title: 'Worth', align: 'end', cell: ({ value }) => formatDecimal(value, currency) },
          ]}
        />
      )}
      <p className="hint">
        Receipts, not a balance: what was spent is not part of it.
        {free.count > 0 && ` ${countOf(free.count, 'free boost')} beside it.`}
        {total.unpriced > 0 &&
          ` ${countOf(total.unpriced, 'receipt has', 'receipts have')} no price yet, and count for nothing in what it was worth.`}{' '}
        Checksum <code>{total.checksum}</code>, the same as in the CSV.
      </p>
    </>
  )
}

function where<Line extends { wallet: string; rail: string }>(): Column<Line>[] {
  return [
    { title: 'Wallet', cell: ({ wallet }) => <bdi>{wallet}</bdi> },
    { title: 'Payment method', cell: ({ rail }) => nameRail(rail) },
  ]
}

function worthIn({ unpriced, value }: Pick<Priced, 'unpriced' | 'value'>, currency: string): string {
  return unpriced > 0 && !/[1-9]/.test(value) ? 'no price' : formatDecimal(value, currency)
}

function amount(msat: number) {
  return msat === 0 ? <span className="meta">0</span> : <Sats msat={msat} exact unit={false} />
}

function paid(sum: number, { currency }: { currency: string | null }) {
  return currency === null ? <Sats msat={sum} exact /> : formatMoney({ amount_minor: sum, currency })
}

function minor({ currency }: { currency: string }, amount_minor: number): string {
  return formatMoney({ amount_minor, currency })
}
