import { sql } from 'kysely'
import type { ExportQuery, LeftOut, ReceiptSummary } from '#api/contract/export.ts'
import { sumPayouts } from '#api/export/payout-rows.ts'
import type { Profile, TableProfile } from '#api/export/profile/profile.ts'
import { checksumOf, recordsOf } from '#api/export/receipt-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'
import { leaveOutReplies } from '#api/export/reply-rows.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { isUnpriced, summedReceipts } from '#api/export/sums/summed-receipts.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'

type Needed = Pick<Snapshot, 'rows'>

/** Receipts that a profile does the same with, and what they come to. */
export type ReceiptKind = {
  what: 'set_aside' | 'free' | 'unpriced' | 'other_currency' | 'valued'
  currency: string | null
  count: number
  amount_msat: number
  fiat_minor: number
  with_fee: number
  fee_msat: number
  fiat_fee_minor: number
  needs_look: number
  check: string
}

/** All receipts of a period, set aside or not, for all that a file says of itself: see `sumKinds` and `listLeftOut`. */
export async function listKinds(snapshot: Needed, receipts: Receipts): Promise<ReceiptKind[]> {
  return await sumByKind(snapshot, receipts, true)
}

/** The kinds of receipts that a file is written of, as `tallyReceipts` knows them where it reads them singly. */
export async function listRead(snapshot: Needed, receipts: Receipts): Promise<ReceiptKind[]> {
  return await sumByKind(snapshot, receipts, receipts.setAside)
}

/** Of the kinds those that `tallyReceipts` cannot know of, since they are not read. */
export async function listSetAside(snapshot: Needed, receipts: Receipts): Promise<ReceiptKind[]> {
  if (receipts.setAside) return []
  return await sumByKind(snapshot, { ...receipts, onlySetAside: true }, true)
}

async function sumByKind(snapshot: Needed, receipts: Receipts, setAside: boolean): Promise<ReceiptKind[]> {
  const what = sql`case
    when x.set_aside and not ${sql.lit(receipts.setAside)} then 'set_aside'
    when not x.is_sats and x.currency is null then 'free'
    when ${isUnpriced} then 'unpriced'
    when x.currency <> ${sql.lit(receipts.currency)} then 'other_currency'
    else 'valued' end`
  const sums = await summedReceipts(snapshot, { ...receipts, setAside })
  return await snapshot.rows(sql<ReceiptKind>`
    select ${what} as what, x.currency, sum(x.count) as count, sum(x.received_msat + x.refunds_msat)::bigint as amount_msat,
      sum(x.received_minor + x.refunds_minor)::bigint as fiat_minor, sum(x.with_fee) as with_fee, sum(x.fee_msat)::bigint as fee_msat,
      sum(x.fee_minor)::bigint as fiat_fee_minor, sum(x.needs_look) as needs_look, sum(x.check_sum)::text as check
    from ${sums}
    group by 1, 2
    order by array_position(array['set_aside', 'free', 'unpriced', 'other_currency'], ${what}), 2`)
}

/** Count, sum and checksum of the receipts, the same for every profile and for the statement. */
export function sumKinds(kinds: readonly ReceiptKind[], { currency, tz }: Receipts): ReceiptSummary {
  const own = kinds.filter(({ what }) => what !== 'set_aside')
  return {
    count: sum(own.map(({ count }) => count)),
    amount_msat: sum(own.map(({ amount_msat }) => amount_msat)),
    unpriced: sum(own.map(({ what, count }) => (what === 'unpriced' ? count : 0))),
    needs_look: sum(own.map(({ needs_look }) => needs_look)),
    currency,
    tz,
    checksum: checksumOf(own.map(({ check }) => check)),
  }
}

/**
 * Says what of the receipts of a period is not in the file of a profile, with sums: what was set aside, what the profile does not take,
 * and of what it takes the fees and parts of a unit that it does not. The file and this together are the books.
 * @param kinds of the same receipts
 * @returns only what there is; amounts are before fees, and what was paid back counts against them
 */
export async function listLeftOut(
  snapshot: Needed,
  profile: Profile,
  receipts: Receipts,
  query: Pick<ExportQuery, 'streams'>,
  kinds: readonly ReceiptKind[],
): Promise<LeftOut[]> {
  return leftOutOf(profile, kinds, [
    ...(profile.kind === 'table' ? await listRests(snapshot, profile, receipts, query) : []),
    ...(await sumPayouts(snapshot, receipts)),
    ...(await leaveOutReplies(snapshot, receipts)),
  ])
}

/** The same of what was read. @param besides what is left out beside receipts */
export function leftOutOf(
  profile: Profile,
  kinds: readonly ReceiptKind[],
  besides: readonly LeftOut[],
): LeftOut[] {
  const isOut = ({ what }: ReceiptKind) =>
    what === 'set_aside' || profile.without?.some((one) => one === what)
  const out = Map.groupBy(kinds.filter(isOut), ({ what }) => what)
  return [
    ...[...out].flatMap(([what, some]) => (what === 'valued' ? [] : [amountsOf(what, some)])),
    ...(profile.isNet ? [feesOf(kinds.filter((kind) => !isOut(kind)))] : []),
    // Journals have these as entries.
    ...besides.filter(({ what }) => profile.kind !== 'journal' || (what !== 'payouts' && what !== 'replies')),
  ].filter(({ count }) => count > 0)
}

function amountsOf(what: LeftOut['what'], kinds: readonly ReceiptKind[]): LeftOut {
  return {
    what,
    count: sum(kinds.map(({ count }) => count)),
    amount_msat: sum(kinds.map(({ amount_msat }) => amount_msat)),
    fiat: kinds.flatMap(({ currency, fiat_minor }) =>
      currency === null ? [] : [{ currency, amount_minor: fiat_minor }],
    ),
    value: null,
  }
}

/** What wallets and processors kept, where the file has amounts after fees. */
function feesOf(kinds: readonly ReceiptKind[]): LeftOut {
  const fiat = Map.groupBy(kinds, ({ currency }) => currency)
  return {
    what: 'fees',
    count: sum(kinds.map(({ with_fee }) => with_fee)),
    amount_msat: sum(kinds.map(({ fee_msat }) => fee_msat)),
    fiat: [...fiat].flatMap(([currency, some]) => {
      const amount_minor = sum(some.map(({ fiat_fee_minor }) => fiat_fee_minor))
      return currency === null || amount_minor === 0 ? [] : [{ currency, amount_minor }]
    }),
    value: null,
  }
}

/** What the records of a table do not hold of what they are made of. */
async function listRests(
  snapshot: Needed,
  profile: TableProfile,
  receipts: Receipts,
  query: Pick<ExportQuery, 'streams'>,
): Promise<LeftOut[]> {
  const rests: LeftOut[] = []
  for (const { what, unit, sql: rest } of profile.rests ?? []) {
    const [found] = await snapshot.rows(sql<{ count: number; sum: string }>`
      select count(*) filter (where ${rest} <> 0) as count, trim_scale(coalesce(sum(${rest}), 0))::text as sum
      from (${recordsOf(profile, receipts, query)}) r`)
    if (!found || found.sum === '0') continue
    const isValue = unit === 'value'
    const amount_msat = isValue ? 0 : Number(found.sum)
    rests.push({ what, count: found.count, amount_msat, fiat: [], value: isValue ? found.sum : null })
  }
  return rests
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

/**
 * What a file does not hold, for the file itself: `1 receipt without a price in EUR (21.000 sats), 1 free boost`.
 * @returns an empty text where it holds everything
 */
export function sayLeftOut(left: readonly LeftOut[], currency: string): string {
  return left
    .map((one) => {
      const amounts = sayAmounts(one, currency)
      return `${sayWhat(one, currency)}${amounts.length > 0 ? ` (${amounts.join(', ')})` : ''}`
    })
    .join(', ')
}

function sayWhat({ what, count }: LeftOut, currency: string): string {
  const receipts = count === 1 ? '1 receipt' : `${count} receipts`
  switch (what) {
    case 'set_aside':
      return `${receipts} that ${count === 1 ? 'was' : 'were'} set aside`
    case 'free':
      return count === 1 ? '1 free boost' : `${count} free boosts`
    case 'unpriced':
      return `${receipts} without a price in ${currency}`
    case 'other_currency':
      return `${receipts} in other money than ${currency}`
    case 'fees':
      return 'what wallets and processors kept'
    case 'rounding':
      return 'what is rounded away'
    case 'payouts':
      return count === 1 ? '1 payout' : `${count} payouts`
    case 'replies':
      return count === 1 ? '1 reply that was paid' : `${count} replies that were paid`
  }
}

function sayAmounts({ amount_msat, fiat, value }: LeftOut, currency: string): string[] {
  return [
    ...(amount_msat === 0 ? [] : [`${decimalOf(amount_msat, 3)} sats`]),
    ...fiat.map((sum) => `${decimalOf(sum.amount_minor, minorDigits(sum.currency))} ${sum.currency}`),
    ...(value === null ? [] : [`${value} ${currency}`]),
  ]
}
