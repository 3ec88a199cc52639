import type { ReceiptKind } from '#api/export/left-out.ts'
import type { ReceiptRow } from '#api/export/profile/profile.ts'
import type { Receipts } from '#api/export/receipts.ts'

/** What receipts come to, added up as they are read: what `listKinds` says of the same, but for those that were set aside. */
export type Tally = { add(rows: readonly ReceiptRow[]): void; kinds(): ReceiptKind[] }

type Sums = Omit<ReceiptKind, 'check'> & { check: CheckSum }

/** @param receipts those that are read, streams singly */
export function tallyReceipts({ currency }: Pick<Receipts, 'currency'>): Tally {
  const all = new Map<string, Sums>()
  return {
    add(rows) {
      for (const row of rows) {
        const what = whatOf(row, currency)
        const key = `${what} ${row.fiat_currency ?? ''}`
        let sums = all.get(key)
        if (!sums) {
          sums = nothing(what, row.fiat_currency)
          all.set(key, sums)
        }
        addTo(sums, row)
      }
    },
    kinds: () => [...all.values()].sort(inOrder).map((sums) => ({ ...sums, check: sums.check.text() })),
  }
}

function whatOf({ amount_msat, fiat_amount, fiat_currency, rate }: ReceiptRow, currency: string) {
  if (amount_msat !== null) return rate === null ? 'unpriced' : 'valued'
  if (fiat_amount === null) return 'free'
  return fiat_currency === currency ? 'valued' : 'other_currency'
}

function nothing(what: ReceiptKind['what'], currency: string | null): Sums {
  const sums = { count: 0, amount_msat: 0, fiat_minor: 0, with_fee: 0, fee_msat: 0, fiat_fee_minor: 0 }
  return { what, currency, ...sums, needs_look: 0, check: createCheckSum() }
}

function addTo(sums: Sums, row: ReceiptRow): void {
  const fee = Number(row.fee_msat)
  const fiatFee = minorOf(row.fiat_fee)
  sums.count += 1
  sums.amount_msat += Number(row.amount_msat)
  sums.fiat_minor += minorOf(row.fiat_amount)
  sums.with_fee += fee !== 0 || fiatFee !== 0 ? 1 : 0
  sums.fee_msat += fee
  sums.fiat_fee_minor += fiatFee
  sums.needs_look += row.needs_look ? 1 : 0
  sums.check.add(row)
}

/** The minor units of a decimal with all of its currency's digits. */
export function minorOf(amount: string | null): number {
  return amount === null ? 0 : Number(amount.replace('.', ''))
}

const ORDER: readonly ReceiptKind['what'][] = ['set_aside', 'free', 'unpriced', 'other_currency', 'valued']

function inOrder(one: Sums, other: Sums): number {
  const byWhat = ORDER.indexOf(one.what) - ORDER.indexOf(other.what)
  if (byWhat !== 0) return byWhat
  return (one.currency ?? '~') < (other.currency ?? '~') ? -1 : 1
}

/** What `checkSum` adds up in SQL, of receipts as they are read. */
export type CheckSum = { add(row: Pick<ReceiptRow, 'check'>): void; text(): string }

export function createCheckSum(): CheckSum {
  // In two parts, so that neither grows beyond what a number holds.
  let [high, low] = [0, 0]
  return {
    add({ check }) {
      high += Number.parseInt(check.slice(0, 6), 16)
      low += Number.parseInt(check.slice(6), 16)
    },
    text: () => String(BigInt(high) * 2n ** 28n + BigInt(low)),
  }
}
