import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { to as copyTo } from 'pg-copy-streams'
import type { ReceiptRow } from '#api/export/profile/profile.ts'
import { receiptRows } from '#api/export/receipt-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { thousandths } from '#api/lib/decimal.ts'

const LF = 10
/** Stands for NULL. In a text COPY writes a backspace as an escape, so that this is none, and only a line with an escape has a backslash. */
const NULL = '\b'

/**
 * Reads receipts once, in order of time, for all that is written of them: some at a time, as the database gives them.
 * @param streams see `receiptRows`
 */
export async function* readReceipts(
  snapshot: Snapshot,
  receipts: Receipts,
  streams: 'each' | 'daily',
): AsyncGenerator<ReceiptRow[]> {
  const copy = snapshot.client.query(copyTo(snapshot.text(copyOf(receipts, streams))))
  const read = createReader(streams === 'each')
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of copy) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(LF)
    if (end > 0) yield bytes.toString('utf8', 0, end).split('\n').map(read)
    rest = bytes.subarray(end + 1)
  }
}

function copyOf(receipts: Receipts, streams: 'each' | 'daily') {
  // The order of cells is that in which `createReader` takes them.
  return sql`copy (
    select r.row_id, r.settled_at, r.settled_at at time zone 'UTC', r.show, r.episode, r.action, r.supporter, r.message, r.app, r.wallet,
      r.rail, r.amount_msat, r.fee_msat, r.claimed_msat, round(r.value, 8), round(r.fee_value, 8), trim_scale(r.rate),
      r.rate_at at time zone 'UTC', r.rate_source, r.fiat_amount, r.fiat_fee, r.fiat_currency, r.payment_hash, r.boost_id, r.wallet_id,
      r.rate_id, r.rate_seconds, r.needs_look
    from (${receiptRows(receipts, streams)}) r order by r.settled_at, r.row_id
  ) to stdout with (null e'\\b')`
}

/** Makes what reads a line of COPY as a receipt. */
function createReader(withCheck: boolean): (line: string) => ReceiptRow {
  // Receipts of an hour have their price in common.
  let [rateAt, rateInstant]: [string, string | null] = [NULL, null]
  return (line) => {
    const cells = line.split('\t')
    if (line.includes('\\')) for (const [index, cell] of cells.entries()) cells[index] = unescaped(cell)
    const cell = (index: number) => {
      const text = cells[index]
      return text === undefined || text === NULL ? null : text
    }
    const [row_id = '', local = '', utc = ''] = cells
    const [amount, fee] = [cell(11), cell(12)]
    const [value, feeValue] = [cell(14), cell(15)]
    const [fiat, fiatFee] = [cell(19), cell(20)]
    const net = amount === null || fee === null ? null : String(Number(amount) - Number(fee))
    const at = cells[17] ?? NULL
    if (at !== rateAt) [rateAt, rateInstant] = [at, at === NULL ? null : instantOf(at)]
    return {
      row_id,
      settled_at: instantOf(utc),
      settled_local: localOf(local),
      day: local.slice(0, local.indexOf(' ')),
      show: cell(3),
      episode: cell(4),
      action: cell(5),
      supporter: cell(6),
      message: cell(7),
      app: cell(8),
      wallet: cell(9),
      rail: cell(10) ?? '',
      amount_msat: amount,
      amount_sats: amount === null ? null : thousandths(amount),
      fee_msat: fee,
      fee_sats: fee === null ? null : thousandths(fee),
      net_sats: net === null ? null : thousandths(net),
      claimed_msat: cell(13),
      value,
      net_value: net === '0' ? '0' : lessOf(value, feeValue),
      fee_value: net === '0' ? value : feeValue,
      rate: cell(16),
      rate_at: rateInstant,
      rate_source: cell(18),
      fiat_amount: fiat,
      fiat_fee: fiatFee,
      fiat_net: lessOf(fiat, fiatFee),
      fiat_currency: cell(21),
      payment_hash: cell(22),
      boost_id: cell(23),
      wallet_id: cell(24),
      rate_id: cell(25),
      rate_seconds: cell(26),
      needs_look: cells[27] === 't',
      check: withCheck ? hash('sha256', `${row_id} ${amount ?? ''}`, 'hex').slice(0, 13) : '',
    }
  }
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescaped(cell: string): string {
  return cell.includes('\\') ? cell.replace(/\\(.)/gs, (_, one: string) => ESCAPES[one] ?? one) : cell
}

/** `2026-10-01 10:00:00.25` of UTC as RFC 3339, whole seconds. */
function instantOf(text: string): string {
  const time = text.indexOf(' ')
  return `${text.slice(0, time)}T${text.slice(time + 1, time + 9)}Z`
}

/** `2026-10-01 12:00:00.25+02`, of the session's zone, as RFC 3339. An offset may have minutes, and long ago seconds, which are left. */
function localOf(text: string): string {
  const time = text.indexOf(' ')
  const offset = Math.max(text.indexOf('+', time), text.indexOf('-', time))
  const minutes = text[offset + 3] === ':' ? text.slice(offset + 3, offset + 6) : ':00'
  return `${text.slice(0, time)}T${text.slice(time + 1, time + 9)}${text.slice(offset, offset + 3)}${minutes}`
}

/** What is left of a decimal without another of as many digits. */
function lessOf(all: string | null, part: string | null): string | null {
  if (all === null || part === null) return null
  if (!/[1-9]/.test(part)) return all
  const point = all.indexOf('.')
  const digits = point === -1 ? 0 : all.length - point - 1
  const units = BigInt(all.replace('.', '')) - BigInt(part.replace('.', ''))
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0')
  const whole = `${units < 0n ? '-' : ''}${text.slice(0, text.length - digits)}`
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`
}
