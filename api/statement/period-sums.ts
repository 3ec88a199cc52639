import type { Statement } from '#api/contract/statement.ts'
import { checksumOf } from '#api/export/receipt-rows.ts'
import { addWorth } from '#api/lib/worth.ts'
import { sum } from '#api/statement/sum.ts'

/** What receipts of a period come to. */
export type PeriodSums = Pick<Statement, 'sats' | 'fiat' | 'boosts' | 'streams' | 'free' | 'total'>

/** The sums of a closed month, with what of it is still to solve, and its time, half open. */
export type MonthSums = PeriodSums & {
  from_at: string
  until_at: string
  /** Receipts of no show. */
  no_show: number
  /** The first day (UTC) with a receipt that has no price. */
  unpriced_day: string | null
}

/** What of something came in a bucket of time; only buckets that have some have a row, in order of time. */
type InBucket<Sums> = Sums & { bucket: number }
export type SatsRow = InBucket<Omit<Statement['sats'][number], 'before_msat'>>
export type FiatRow = InBucket<Omit<Statement['fiat'][number], 'before_minor'>>
export type PartRow = InBucket<
  Statement['boosts'] & { part: 'boosts' | 'streams' | 'free' | 'all'; needs_look: number; check: string }
>

export type Rows = {
  sats: readonly SatsRow[]
  fiat: readonly FiatRow[]
  parts: readonly PartRow[]
}

/** The buckets of a period, both included; one that has no time ends before it begins. */
type Span = { first: number; last: number }

/** What came in a span of buckets, and before it. */
export function sumsOf(rows: Rows, span: Span): PeriodSums {
  const partsOf = (name: PartRow['part']) =>
    rows.parts.filter((row) => row.part === name && isWithin(row, span))
  const all = partsOf('all')
  const sats = linesOf(rows.sats, span).map(satsLine)
  return {
    sats,
    fiat: linesOf(rows.fiat, span).map(fiatLine),
    boosts: addParts(partsOf('boosts')),
    streams: addParts(partsOf('streams')),
    free: { count: sum(partsOf('free'), 'count') },
    total: {
      ...addParts(all),
      needs_look: sum(all, 'needs_look'),
      checksum: checksumOf(all.map(({ check }) => check)),
      fee_msat: sum(sats, 'fee_msat'),
    },
  }
}

function isWithin({ bucket }: { bucket: number }, { first, last }: Span): boolean {
  return bucket >= first && bucket <= last
}

function addParts(parts: readonly PartRow[]): Statement['boosts'] {
  return {
    count: sum(parts, 'count'),
    amount_msat: sum(parts, 'amount_msat'),
    value: addWorth(parts.map(({ value }) => value)),
    unpriced: sum(parts, 'unpriced'),
  }
}

/** Of one wallet by one rail: what came in the span, in order of time, and the last before it. */
type Line<Row> = { of: Row; own: Row[]; last: Row | undefined }

/** The lines that have anything up to the end of a span, in their order. */
function linesOf<Row extends { wallet: string; rail: string; currency?: string; bucket: number }>(
  rows: readonly Row[],
  span: Span,
): Line<Row>[] {
  const lines = Map.groupBy(rows, ({ wallet, rail, currency }) => JSON.stringify([wallet, rail, currency]))
  return [...lines.values()].flatMap((line) => {
    const own = line.filter((row) => isWithin(row, span))
    const last = line.findLast((row) => row.bucket < span.first)
    const of = own[0] ?? last
    return of ? [{ of, own, last }] : []
  })
}

function satsLine({ of, own, last }: Line<SatsRow>): Statement['sats'][number] {
  const before_msat = last?.until_msat ?? 0
  return {
    wallet: of.wallet,
    rail: of.rail,
    before_msat,
    count: sum(own, 'count'),
    received_msat: sum(own, 'received_msat'),
    refunds_msat: sum(own, 'refunds_msat'),
    until_msat: own.at(-1)?.until_msat ?? before_msat,
    fee_msat: sum(own, 'fee_msat'),
    value: addWorth(own.map(({ value }) => value)),
    unpriced: sum(own, 'unpriced'),
  }
}

function fiatLine({ of, own, last }: Line<FiatRow>): Statement['fiat'][number] {
  const before_minor = last?.until_minor ?? 0
  return {
    wallet: of.wallet,
    rail: of.rail,
    currency: of.currency,
    before_minor,
    count: sum(own, 'count'),
    received_minor: sum(own, 'received_minor'),
    refunds_minor: sum(own, 'refunds_minor'),
    until_minor: own.at(-1)?.until_minor ?? before_minor,
    fee_minor: sum(own, 'fee_minor'),
  }
}
