import { type RawBuilder, sql } from 'kysely'

/** The columns that every cell of totals sums, in their order. */
export const SUMS = [
  'boosts',
  'boosts_counted_msat',
  'boosts_received_msat',
  'autos',
  'autos_counted_msat',
  'autos_received_msat',
  'streams',
  'streams_received_msat',
  'free',
  'fiat',
  'minutes',
] as const
export type SumName = (typeof SUMS)[number]

/** `boosts, boosts_counted_msat, …` */
export const sumNames = sql.raw(SUMS.join(', '))

/** Sums rows of `acts` or `paid`, which have a kind, a count and two amounts each, as the columns of a cell. */
export const sumActs = sql.raw(
  ['boost', 'auto', 'stream']
    .flatMap((kind) => {
      const only = `filter (where kind = '${kind}')`
      const of = (column: string, type: string) => `coalesce(sum(${column}) ${only}, 0)::${type} as ${kind}s`
      const counted = kind === 'stream' ? [] : [`${of('counted', 'bigint')}_counted_msat`]
      return [of('n', 'integer'), ...counted, `${of('received', 'bigint')}_received_msat`]
    })
    .concat('sum(free)::integer as free', 'sum(fiat)::integer as fiat', 'sum(minute)::integer as minutes')
    .join(', '),
)

/** Sums cells to larger ones. */
export const sumCells: RawBuilder<unknown> = sql.raw(
  SUMS.map(
    (name) => `coalesce(sum(${name}), 0)::${name.endsWith('_msat') ? 'bigint' : 'integer'} as ${name}`,
  ).join(', '),
)

/** As `sumCells`, but amounts as text, since a sum may be more than a number holds: `readSums` takes them. */
export const sumCellsAsText: RawBuilder<unknown> = sql.raw(
  SUMS.map((name) =>
    name.endsWith('_msat')
      ? `coalesce(sum(${name}), 0)::text as ${name}`
      : `coalesce(sum(${name}), 0)::bigint as ${name}`,
  ).join(', '),
)
