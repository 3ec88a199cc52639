import { createHash } from 'node:crypto'
import type { ExportQuery, LeftOut } from '#api/contract/export.ts'
import { leftOutOf, listSetAside, type ReceiptKind, sayLeftOut, sumKinds } from '#api/export/left-out.ts'
import { listPayoutRows, type PaidOut, sumPayouts } from '#api/export/payout-rows.ts'
import type { JournalProfile, ListProfile, ReceiptRow } from '#api/export/profile/profile.ts'
import { DEMO_WORDS, type Receipts } from '#api/export/receipts.ts'
import { leaveOutReplies, listReplyRows, type PaidBack } from '#api/export/reply-rows.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { BOM } from '#api/export/write-table.ts'
import { csvCell, csvRecord } from '#api/lib/csv-record.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { roundDecimal } from '#api/lib/round-decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'

/** A file that is written as receipts are read; several may be written of one reading. */
export type ReceiptFile = {
  head(): string
  /** Of some receipts, in order of time. */
  rows(rows: readonly ReceiptRow[]): string
  /** What closes it. @param kinds what its receipts come to */
  end(kinds: readonly ReceiptKind[]): string
}

/** What is said at the end of a file beside its receipts; read before these, since one connection does one thing at a time. */
export type Besides = {
  setAside: ReceiptKind[]
  payouts: PaidOut[]
  replies: PaidBack[]
  /** What these come to, where a file does not have them. */
  sums: LeftOut[]
}

export async function loadBesides(snapshot: Snapshot, receipts: Receipts): Promise<Besides> {
  return {
    setAside: await listSetAside(snapshot, receipts),
    payouts: await listPayoutRows(snapshot, receipts),
    replies: await listReplyRows(snapshot, receipts),
    sums: [...(await sumPayouts(snapshot, receipts)), ...(await leaveOutReplies(snapshot, receipts))],
  }
}

/** Begins a file of a profile that is written of single receipts. */
export function beginFile(
  profile: ListProfile | JournalProfile,
  receipts: Receipts,
  query: ExportQuery,
  besides: Besides,
): ReceiptFile {
  return profile.kind === 'list'
    ? beginList(profile, receipts, query, besides)
    : beginJournal(profile, receipts, query, besides)
}

/**
 * A CSV (RFC 4180). The last record holds as text in its last cell count, sum, checksum, the SHA-256 of all bytes above it, and what is
 * not in the file: a file without it is incomplete.
 */
function beginList(
  profile: ListProfile,
  receipts: Receipts,
  query: ExportQuery,
  { setAside, sums }: Besides,
): ReceiptFile {
  const { currency, demo } = receipts
  const columns = profile.columns(query)
  const digest = createHash('sha256')
  const digested = (text: string) => {
    digest.update(text)
    return text
  }
  return {
    head: () =>
      digested(`${(query.bom ?? profile.bom) ? BOM : ''}${columns.map(({ title }) => title).join(',')}\r\n`),
    rows(rows) {
      let text = ''
      for (const row of rows) {
        let record = ''
        for (const { isText, of } of columns) {
          const cell = of(row, currency)
          record += isText ? `,${csvCell(cell)}` : cell === null ? ',' : `,${cell}`
        }
        text += `${record.slice(1)}\r\n`
      }
      return digested(text)
    },
    end(kinds) {
      if (!query.closing) return ''
      const left = sayLeftOut(leftOutOf(profile, [...setAside, ...kinds], sums), currency)
      const { count, amount_msat, checksum } = sumKinds(kinds, receipts)
      const parts = [
        ...(demo ? [DEMO_WORDS] : []),
        `count=${count}; amount_msat=${amount_msat}; checksum=${checksum}; sha256=${digest.digest('hex')}`,
        ...(left === '' ? [] : [`not in it: ${left}`]),
      ]
      return csvRecord([...columns.slice(1).map(() => ''), parts.join('; ')])
    },
  }
}

/**
 * Entries of a journal, with a price directive for each day that has a price; a comment at the end says that it is whole, and one
 * above it what is not in it. What came free is a comment: no money moved.
 */
function beginJournal(
  profile: JournalProfile,
  receipts: Receipts,
  query: ExportQuery,
  { setAside, payouts, replies, sums }: Besides,
): ReceiptFile {
  let priced = ''
  const entryOf = (row: ReceiptRow) =>
    row.amount_sats === null && row.fiat_amount === null
      ? profile.comment(`${row.day} free boost, row_id ${row.row_id}`)
      : profile.entry(query.messages ? row : { ...row, message: null }, receipts)
  return {
    head: () => `${profile.head(receipts)}${receipts.demo ? profile.comment(DEMO_WORDS) : ''}`,
    rows(rows) {
      let text = ''
      for (const row of rows) {
        if (row.rate !== null && row.day !== priced) {
          text += profile.price(row.day, satPriceOf(row.rate), receipts)
          priced = row.day
        }
        text += entryOf(row)
      }
      return text
    },
    end(kinds) {
      const left = sayLeftOut(leftOutOf(profile, [...setAside, ...kinds], sums), receipts.currency)
      const { count, amount_msat, checksum } = sumKinds(kinds, receipts)
      return [
        ...payouts.map((payout) => payoutOf(profile, payout)),
        ...replies.map((reply) => replyOf(profile, reply, query)),
        ...(left === '' ? [] : [profile.comment(`not in this file: ${left}`)]),
        profile.comment(`end: count=${count} amount_msat=${amount_msat} checksum=${checksum}`),
      ].join('')
    },
  }
}

function payoutOf(profile: JournalProfile, { currency, amount, fee, ...payout }: PaidOut): string {
  const digits = currency === null ? 3 : minorDigits(currency)
  const say = (sum: number) => decimalOf(sum, digits)
  const said = { amount: say(amount), fee: say(fee), total: say(amount + fee), unit: currency ?? 'SATS' }
  return profile.payout({ ...payout, ...said })
}

function replyOf(
  profile: JournalProfile,
  { amount_msat, fee_msat, message, ...reply }: PaidBack,
  { messages }: ExportQuery,
): string {
  const say = (sum: number) => decimalOf(sum, 3)
  const said = { amount: say(amount_msat), fee: say(fee_msat), total: say(amount_msat + fee_msat) }
  return profile.reply({ ...reply, message: messages ? message : null, ...said })
}

/** The price of a sat, of that of a bitcoin. */
function satPriceOf(rate: string): string {
  const [whole = '0', part = ''] = rate.split('.')
  const digits = whole.padStart(9, '0')
  return roundDecimal(`${digits.slice(0, -8)}.${digits.slice(-8)}${part}`, 12)
}
