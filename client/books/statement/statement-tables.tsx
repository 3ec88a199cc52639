import type { Statement } from '#api/contract/statement.ts'
import { sayMethod } from '#client/books/rates/say-method.ts'
import { say, t } from '#client/books/words.ts'
import { formatMonth } from '#client/format/day.ts'
import { formatDecimal, formatMoney } from '#client/format/money.ts'
import { nameRail } from '#client/format/rail.ts'
import { formatCount } from '#client/format/sats.ts'
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
    valuing,
    adjustments = [],
    payouts = [],
    replies,
    also = [],
  } = statement
  const money = (line: Priced) => worthIn(line, currency)
  const parts: Part[] = [
    { name: t('Boosts'), ...boosts },
    { name: t('Streams'), ...streams },
    { name: t('All'), ...total },
  ]
  return (
    <>
      {sats.length > 0 && (
        <Table
          scrolls
          caption={t('Sats by wallet and way')}
          rows={sats}
          keyOf={({ wallet, rail }) => `${wallet} ${rail}`}
          columns={[
            ...where<SatsLine>(),
            { title: t('Total before'), align: 'end', cell: (line) => amount(line.before_msat) },
            { title: t('Receipts'), align: 'end', cell: ({ count }) => formatCount(count) },
            {
              title: t('Received'),
              align: 'end',
              cell: (line) => <Sats msat={line.received_msat} exact unit={false} />,
            },
            { title: t('Paid back'), align: 'end', cell: (line) => amount(line.refunds_msat) },
            { title: t('Total at the end'), align: 'end', cell: (line) => amount(line.until_msat) },
            { title: t('Fees'), align: 'end', cell: (line) => amount(line.fee_msat) },
            { title: t('Worth'), align: 'end', cell: money },
          ]}
        />
      )}
      {fiat.length > 0 && (
        <Table
          scrolls
          caption={t('Fiat by wallet and way')}
          rows={fiat}
          keyOf={(line) => `${line.wallet} ${line.rail} ${line.currency}`}
          columns={[
            ...where<FiatLine>(),
            { title: t('Total before'), align: 'end', cell: (line) => minor(line, line.before_minor) },
            { title: t('Receipts'), align: 'end', cell: ({ count }) => formatCount(count) },
            { title: t('Received'), align: 'end', cell: (line) => minor(line, line.received_minor) },
            { title: t('Paid back'), align: 'end', cell: (line) => minor(line, line.refunds_minor) },
            { title: t('Total at the end'), align: 'end', cell: (line) => minor(line, line.until_minor) },
            { title: t('Fees'), align: 'end', cell: (line) => minor(line, line.fee_minor) },
          ]}
        />
      )}
      <Table
        caption={t('Boosts and streams')}
        rows={parts}
        keyOf={({ name }) => name}
        columns={[
          { title: t('Kind'), cell: ({ name }) => name },
          { title: t('Receipts'), align: 'end', cell: ({ count }) => formatCount(count) },
          {
            title: t('Sats'),
            align: 'end',
            cell: (part) => <Sats msat={part.amount_msat} exact unit={false} />,
          },
          { title: t('Worth'), align: 'end', cell: money },
        ]}
      />
      {also.length > 0 && (
        <Table
          caption={t('What all receipts were worth in other currencies')}
          rows={also}
          keyOf={(line) => line.currency}
          columns={[
            { title: t('Currency'), cell: (line) => line.currency },
            {
              title: t('Worth'),
              align: 'end',
              cell: (line) => worthIn(line, line.currency),
            },
            { title: t('Without a price'), align: 'end', cell: (line) => formatCount(line.unpriced) },
          ]}
        />
      )}
      {payouts.length > 0 && (
        <Table
          caption={t('Paid out')}
          rows={payouts}
          keyOf={({ wallet, currency }) => `${wallet} ${currency}`}
          columns={[
            { title: t('Paid out of'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
            { title: t('Payouts'), align: 'end', cell: ({ count }) => formatCount(count) },
            { title: t('Arrived'), align: 'end', cell: (line) => paid(line.amount, line) },
            { title: t('Kept on the way'), align: 'end', cell: (line) => paid(line.fee, line) },
            { title: t('Held at the end'), align: 'end', cell: (line) => paid(line.held, line) },
          ]}
        />
      )}
      {replies && (
        <Table
          caption={t('Paid to listeners as replies, in none of the sums above')}
          rows={[replies]}
          keyOf={() => 'replies'}
          columns={[
            {
              title: t('Replies'),
              cell: ({ count }) => t('{count} from the wallet for replies', { count: formatCount(count) }),
            },
            { title: t('Sats'), align: 'end', cell: (line) => amount(line.amount_msat) },
            { title: t('Fees'), align: 'end', cell: (line) => amount(line.fee_msat) },
          ]}
        />
      )}
      {adjustments.length > 0 && (
        <Table
          caption={t('Adjustments of closed months, in none of the sums above')}
          rows={adjustments}
          keyOf={({ month }) => month}
          columns={[
            {
              title: t('Adjustment'),
              cell: ({ month }) => t('For {month}, closed before', { month: formatMonth(month) }),
            },
            { title: t('Receipts'), align: 'end', cell: ({ count }) => formatCount(count) },
            { title: t('Sats'), align: 'end', cell: (line) => amount(line.amount_msat) },
            { title: t('Fees'), align: 'end', cell: (line) => amount(line.fee_msat) },
            {
              title: t('Other money'),
              align: 'end',
              cell: ({ fiat }) => fiat.map((line) => formatMoney(line)).join(', '),
            },
            { title: t('Worth'), align: 'end', cell: ({ value }) => formatDecimal(value, currency) },
          ]}
        />
      )}
      <p className="hint">
        {t('Receipts, not a balance: what was spent is not part of it.')}
        {free.count > 0 &&
          ` ${t('{count, plural, one {# free boost} other {# free boosts}} beside it.', { count: free.count })}`}
        {valuing && ` ${t('Sats are worth {method}.', { method: sayMethod(valuing) })}`}
        {total.unpriced > 0 &&
          ` ${t('{unpriced, plural, one {# receipt has} other {# receipts have}} no price yet, and count for nothing in what it was worth.', { unpriced: total.unpriced })}`}{' '}
        {say('Checksum {checksum}, the same as in the CSV.', { checksum: <code>{total.checksum}</code> })}
      </p>
    </>
  )
}

function where<Line extends { wallet: string; rail: string }>(): Column<Line>[] {
  return [
    { title: t('Wallet'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
    { title: t('Payment method'), cell: ({ rail }) => nameRail(rail) },
  ]
}

function worthIn({ unpriced, value }: Pick<Priced, 'unpriced' | 'value'>, currency: string): string {
  return unpriced > 0 && !/[1-9]/.test(value) ? t('no price') : formatDecimal(value, currency)
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
