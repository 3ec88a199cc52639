import type { Statement } from '#api/contract/statement.ts'
import type { ReceiptRow } from '#api/export/profile/profile.ts'
import { type CheckSum, createCheckSum, minorOf } from '#api/export/tally-receipts.ts'
import { addWorth, createWorthSum, type WorthSum } from '#api/lib/worth.ts'
import type { FiatRow, PartRow, SatsRow } from '#api/statement/period-sums.ts'

type Rate = NonNullable<Statement['rates']>[number]
type Wallets = ReadonlyMap<string, { name: string }>

/** Receipts of one period, added up as they are read. */
export type Period = {
  add(row: ReceiptRow): void
  /** What came, by wallet and rail: what it comes to until then is of the period alone. @param bucket its number */
  end(bucket: number, wallets: Wallets): { sats: SatsRow[]; fiat: FiatRow[]; parts: PartRow[]; rates: Rate[] }
}

type Line = {
  row: ReceiptRow
  count: number
  received: number
  refunds: number
  fee: number
  value: WorthSum
  unpriced: number
}
type Part = {
  count: number
  amount: number
  value: WorthSum
  unpriced: number
  needs_look: number
  check: CheckSum
}

/** @param prices where it is counted how many receipts each price valued */
export function createPeriod(prices: Map<string, number>): Period {
  const sats = new Map<string, Line>()
  const fiat = new Map<string, Line>()
  const parts = new Map<PartRow['part'], Part>()
  const rates = new Map<string, Rate>()
  return {
    add(row) {
      if (row.amount_msat !== null) addSats(lineOf(sats, `${row.wallet_id} ${row.rail}`, row), row)
      if (row.fiat_amount !== null)
        addAmount(
          lineOf(fiat, `${row.wallet_id} ${row.rail} ${row.fiat_currency}`, row),
          minorOf(row.fiat_amount),
          minorOf(row.fiat_fee),
        )
      addPart(partOf(parts, row), row)
      if (row.rate_id === null || row.amount_msat === null) return
      prices.set(row.rate_id, (prices.get(row.rate_id) ?? 0) + 1)
      countRate(rates, row)
    },
    end: (bucket, wallets) => {
      const named = ({ wallet_id, rail }: ReceiptRow) => ({
        wallet: wallets.get(wallet_id ?? '')?.name ?? '',
        rail,
        bucket,
      })
      return {
        sats: [...sats.values()].map(({ row, count, received, refunds, fee, value, unpriced }) => ({
          ...named(row),
          count,
          received_msat: received,
          refunds_msat: refunds,
          until_msat: received + refunds,
          fee_msat: fee,
          value: value.text(),
          unpriced,
        })),
        fiat: [...fiat.values()].map(({ row, count, received, refunds, fee }) => ({
          ...named(row),
          currency: row.fiat_currency ?? '',
          count,
          received_minor: received,
          refunds_minor: refunds,
          until_minor: received + refunds,
          fee_minor: fee,
        })),
        parts: partRows(parts, bucket),
        rates: [...rates.values()],
      }
    },
  }
}

function lineOf(lines: Map<string, Line>, key: string, row: ReceiptRow): Line {
  const known = lines.get(key)
  if (known) return known
  const line = { row, count: 0, received: 0, refunds: 0, fee: 0, value: createWorthSum(), unpriced: 0 }
  lines.set(key, line)
  return line
}

function addAmount(line: Line, amount: number, fee: number): void {
  line.count += 1
  if (amount >= 0) line.received += amount
  else line.refunds += amount
  line.fee += fee
}

function addSats(line: Line, row: ReceiptRow): void {
  addAmount(line, Number(row.amount_msat), Number(row.fee_msat))
  if (row.value === null) line.unpriced += 1
  else line.value.add(row.value)
}

function partOf(parts: Map<PartRow['part'], Part>, { rail, action }: ReceiptRow): Part {
  const name = rail === 'free' ? 'free' : action === 'stream' ? 'streams' : 'boosts'
  const known = parts.get(name)
  if (known) return known
  const value = createWorthSum()
  const part = { count: 0, amount: 0, value, unpriced: 0, needs_look: 0, check: createCheckSum() }
  parts.set(name, part)
  return part
}

function addPart(part: Part, row: ReceiptRow): void {
  part.count += 1
  part.amount += Number(row.amount_msat)
  if (row.value !== null) part.value.add(row.value)
  else if (row.amount_msat !== null) part.unpriced += 1
  if (row.needs_look) part.needs_look += 1
  part.check.add(row)
}

/** The parts, and all of them together. */
function partRows(parts: ReadonlyMap<PartRow['part'], Part>, bucket: number): PartRow[] {
  const rows = [...parts].map(([part, { amount, value, check, ...counts }]) => ({
    ...counts,
    bucket,
    part,
    amount_msat: amount,
    value: value.text(),
    check: check.text(),
  }))
  const all = { bucket, part: 'all' as const, count: 0, amount_msat: 0, unpriced: 0, needs_look: 0 }
  for (const row of rows) {
    all.count += row.count
    all.amount_msat += row.amount_msat
    all.unpriced += row.unpriced
    all.needs_look += row.needs_look
  }
  const check = rows.reduce((sum, row) => sum + BigInt(row.check), 0n)
  return [...rows, { ...all, value: addWorth(rows.map(({ value }) => value)), check: String(check) }]
}

function countRate(rates: Map<string, Rate>, { rate_source, rate_seconds }: ReceiptRow): void {
  const key = `${rate_seconds} ${rate_source}`
  const known = rates.get(key)
  if (known) known.count += 1
  else
    rates.set(key, { source: rate_source ?? '', lasts: rate_seconds === '3600' ? 'hour' : 'day', count: 1 })
}
