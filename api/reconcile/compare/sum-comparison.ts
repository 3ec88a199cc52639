import { sql } from 'kysely'
import type { Figures, ReconcileSum } from '#api/contract/reconcile.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { type ComparedRow, type Comparison, comparedAs } from '#api/reconcile/compare/compared.ts'

export type Sums = {
  kind: ComparedRow['kind']
  is_explained: boolean
  count: number
  there: number
  there_msat: number
  there_minor: number
  there_currency: string | null
  here: number
  here_msat: number
  here_minor: number
  here_currency: string | null
}

/** What a comparison comes to: what both have, and what only one has. */
export async function sumComparison(
  snapshot: Pick<Snapshot, 'rows'>,
  comparison: Comparison,
): Promise<Figures> {
  return figuresOf(await snapshot.rows(sql<Sums>`with ${comparedAs(comparison)} ${SUMS}`))
}

/** The sums of `compared`, by kind. */
export const SUMS = sql<Sums>`
    select kind, words is not null as is_explained, count(*)::int as count,
      count(*) filter (where there_msat is not null or there_minor is not null)::int as there,
      coalesce(sum(there_msat), 0)::bigint as there_msat, coalesce(sum(there_minor), 0)::bigint as there_minor, there_currency,
      count(*) filter (where here_msat is not null or here_minor is not null)::int as here,
      coalesce(sum(here_msat), 0)::bigint as here_msat, coalesce(sum(here_minor), 0)::bigint as here_minor, here_currency
    from compared group by kind, words is not null, there_currency, here_currency`

/** What sums by kind come to. */
export function figuresOf(rows: readonly Sums[]): Figures {
  const of = (kind: Sums['kind']) => rows.filter((row) => row.kind === kind)
  const differing = rows.filter(({ kind }) => kind !== 'matched' && kind !== 'left_out')
  return {
    there: addUp(rows, ['there']),
    here: addUp(rows, ['here']),
    matched: addUp(of('matched'), ['here']),
    left_out: addUp(of('left_out'), ['there']),
    only_there: addUp(of('only_there'), ['there']),
    only_here: addUp(of('only_here'), ['here']),
    differs: addUp(of('differs'), ['there', 'less']),
    open: sum(differing.map(({ is_explained, count }) => (is_explained ? 0 : count))),
    explained: sum(differing.map(({ is_explained, count }) => (is_explained ? count : 0))),
  }
}

/** @param sides what the wallet has, what the books have, or that taken off */
function addUp(rows: readonly Sums[], sides: readonly ('there' | 'here' | 'less')[]): ReconcileSum {
  const parts = sides.flatMap((side) =>
    rows.map((row) =>
      side === 'there'
        ? { msat: row.there_msat, minor: row.there_minor, currency: row.there_currency }
        : {
            msat: side === 'less' ? -row.here_msat : row.here_msat,
            minor: side === 'less' ? -row.here_minor : row.here_minor,
            currency: row.here_currency,
          },
    ),
  )
  const isBoth = sides.length > 1
  const fiat = Map.groupBy(
    parts.filter(({ currency }) => currency !== null),
    ({ currency }) => currency ?? '',
  )
  return {
    count: sum(rows.map((row) => (isBoth ? row.count : sides[0] === 'there' ? row.there : row.here))),
    amount_msat: sum(parts.map(({ msat }) => msat)),
    fiat: [...fiat]
      .map(([currency, some]) => ({ currency, amount_minor: sum(some.map(({ minor }) => minor)) }))
      .filter(({ amount_minor }) => amount_minor !== 0)
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  }
}

function sum(numbers: readonly number[]): number {
  // No negative zero: it would be written as one.
  return numbers.reduce((all, one) => all + one, 0) + 0
}
