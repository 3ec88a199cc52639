import type { Statement } from '#api/contract/statement.ts'

/** What receipts of a period come to. */
export type PeriodSums = Pick<Statement, 'sats' | 'fiat' | 'boosts' | 'streams' | 'free' | 'total'>

/** What of something came in a bucket of time; only buckets that have some have a row, in order of time. */
type InBucket<Sums> = Sums & { bucket: number }
export type SatsRow = InBucket<Omit<Statement['sats'][number], 'before_msat'>>
export type FiatRow = InBucket<Omit<Statement['fiat'][number], 'before_minor'>>
export type PartRow = InBucket<Statement['boosts'] & { part: 'boosts' | 'streams' | 'free' | 'all' }>
export type TotalRow = InBucket<
  Pick<Statement['total'], 'count' | 'amount_msat' | 'unpriced' | 'needs_look' | 'checksum'>
>

type Rows = {
  sats: readonly SatsRow[]
  fiat: readonly FiatRow[]
  parts: readonly PartRow[]
  totals: readonly TotalRow[]
}

const NO_PART = { count: 0, amount_msat: 0, value: '0.00000000', unpriced: 0 }
const NO_TOTAL = { count: 0, amount_msat: 0, unpriced: 0, needs_look: 0, checksum: '0'.repeat(16) }

/** What a bucket comes to, and what came before it. @param isEmpty of a period that has no time: nothing came in it */
export function sumsOf(rows: Rows, bucket: number, isEmpty: boolean): PeriodSums {
  const isOwn = (row: { bucket: number }) => row.bucket === bucket && !isEmpty
  const part = (name: PartRow['part']) => {
    const { count, amount_msat, value, unpriced } =
      rows.parts.find((row) => isOwn(row) && row.part === name) ?? NO_PART
    return { count, amount_msat, value, unpriced }
  }
  const { count, amount_msat, unpriced, needs_look, checksum } = rows.totals.find(isOwn) ?? NO_TOTAL
  const sats = linesOf(rows.sats, bucket, isOwn).map(satsLine)
  return {
    sats,
    fiat: linesOf(rows.fiat, bucket, isOwn).map(fiatLine),
    boosts: part('boosts'),
    streams: part('streams'),
    free: { count: part('free').count },
    total: {
      count,
      amount_msat,
      unpriced,
      needs_look,
      checksum,
      fee_msat: sats.reduce((sum, line) => sum + line.fee_msat, 0),
      value: part('all').value,
    },
  }
}

/** Of one wallet by one rail: what came in the bucket, if anything, and the last before it. */
type Line<Row> = { of: Row; own: Row | undefined; last: Row | undefined }

/** The lines that have anything up to the end of a bucket, in their order. */
function linesOf<Row extends { wallet: string; rail: string; currency?: string; bucket: number }>(
  rows: readonly Row[],
  bucket: number,
  isOwn: (row: Row) => boolean,
): Line<Row>[] {
  const lines = Map.groupBy(rows, ({ wallet, rail, currency }) => JSON.stringify([wallet, rail, currency]))
  return [...lines.values()].flatMap((line) => {
    const own = line.find(isOwn)
    const last = line.findLast((row) => row.bucket < bucket)
    const of = own ?? last
    return of ? [{ of, own, last }] : []
  })
}

function satsLine({ of, own, last }: Line<SatsRow>): Statement['sats'][number] {
  const before_msat = last?.until_msat ?? 0
  return {
    wallet: of.wallet,
    rail: of.rail,
    before_msat,
    count: own?.count ?? 0,
    received_msat: own?.received_msat ?? 0,
    refunds_msat: own?.refunds_msat ?? 0,
    until_msat: own?.until_msat ?? before_msat,
    fee_msat: own?.fee_msat ?? 0,
    value: own?.value ?? NO_PART.value,
    unpriced: own?.unpriced ?? 0,
  }
}

function fiatLine({ of, own, last }: Line<FiatRow>): Statement['fiat'][number] {
  const before_minor = last?.until_minor ?? 0
  return {
    wallet: of.wallet,
    rail: of.rail,
    currency: of.currency,
    before_minor,
    count: own?.count ?? 0,
    received_minor: own?.received_minor ?? 0,
    refunds_minor: own?.refunds_minor ?? 0,
    until_minor: own?.until_minor ?? before_minor,
    fee_minor: own?.fee_minor ?? 0,
  }
}
