import { type Kysely, sql } from 'kysely'
import type { TotalsReceipts, TotalsSums } from '#api/contract/totals.ts'
import type { SumName } from '#api/totals/cell/sums.ts'
import { exact } from '#api/totals/json/exact.ts'
import type { Source } from '#api/totals/json/source.ts'
import type { DB } from '#db/schema/index.ts'
import type { FiatSum, TotalsPart } from '#db/schema/totals.ts'

/** A row of `sumCellsAsText`. */
export type SumsRow = { [Name in SumName]: Name extends `${string}_msat` ? string : number }

/** What was sent, of a row of sums. @param cell what it is of, as an error names it */
export function actsAsJson(
  row: SumsRow,
  cell: string,
): Pick<TotalsSums, 'boosts' | 'autos' | 'streams' | 'free'> {
  return {
    boosts: {
      count: row.boosts,
      counted_msat: exact(row.boosts_counted_msat, `boosts of ${cell}`),
      received_msat: exact(row.boosts_received_msat, `boosts of ${cell}`),
    },
    autos: {
      count: row.autos,
      counted_msat: exact(row.autos_counted_msat, `autos of ${cell}`),
      received_msat: exact(row.autos_received_msat, `autos of ${cell}`),
    },
    streams: {
      count: row.streams,
      received_msat: exact(row.streams_received_msat, `streams of ${cell}`),
    },
    free: { count: row.free },
  }
}

/** What was sent, with fiat and what came from nobody in particular. @param cell as `actsAsJson` */
export function sumsAsJson(
  row: SumsRow & { anonymous: number },
  fiat: readonly FiatSum[],
  cell: string,
): TotalsSums {
  return { ...actsAsJson(row, cell), anonymous: row.anonymous, fiat: fiatAsJson(fiat, cell) }
}

/** What arrived, of a row of sums. */
export function receiptsAsJson(row: SumsRow, fiat: readonly FiatSum[], cell: string): TotalsReceipts {
  const { boosts, autos, streams, free } = actsAsJson(row, cell)
  return {
    boosts: { count: boosts.count, received_msat: boosts.received_msat },
    autos: { count: autos.count, received_msat: autos.received_msat },
    streams,
    free,
    fiat: fiatAsJson(fiat, cell),
  }
}

function fiatAsJson(sums: readonly FiatSum[], cell: string): TotalsSums['fiat'] {
  return sums.map(({ currency, amount_minor, count }) => ({
    currency,
    amount_minor: exact(amount_minor, `${currency} of ${cell}`),
    count,
  }))
}

/** What came as fiat, by what names the cells: `key`, `day` or `month`. */
export async function readFiat(
  db: Kysely<DB>,
  source: Source,
  part: TotalsPart | 'supporter',
  by: 'key' | 'day' | 'month',
): Promise<(name: string) => FiatSum[]> {
  const name = { key: sql`key`, day: sql`day::text`, month: sql`to_char(day, 'YYYY-MM')` }[by]
  const { rows } = await sql<FiatSum & { name: string }>`
    ${source.beginning}
    select ${name} as name, currency, sum(amount_minor)::text as amount_minor, sum(count)::integer as count
    from ${source.fiat} where part = ${part} group by 1, currency order by currency`.execute(db)
  const byName = Map.groupBy(rows, (row) => row.name)
  return (wanted) => byName.get(wanted) ?? []
}
