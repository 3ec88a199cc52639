import { type RawBuilder, sql } from 'kysely'
import type { Difference, DifferenceKind, Figures } from '#api/contract/reconcile.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { fiatAmount } from '#api/http/refs.ts'
import { type Comparison, comparedAs } from '#api/reconcile/compare/compared.ts'
import { figuresOf, SUMS, type Sums } from '#api/reconcile/compare/sum-comparison.ts'

/** So many are answered; who has more has another question. */
export const MOST = 500

type Row = {
  kind: DifferenceKind
  key: string
  payment_id: string | null
  there_at: string | null
  item_msat: number | null
  item_minor: number | null
  there_currency: string | null
  there_fee: number
  here_at: string | null
  own_msat: number | null
  own_minor: number | null
  here_currency: string | null
  here_fee: number | null
  supporter: string | null
  show: string | null
  is_double: boolean
  can_record: boolean
  words: string | null
  written_by: string | null
  written_at: string | null
}

/**
 * A comparison whole: its figures, and its differences in order of time, what is explained last.
 * @param which narrows these, on `compared c`
 */
export async function compare(
  snapshot: Pick<Snapshot, 'rows'>,
  comparison: Comparison,
  which: RawBuilder<unknown> = sql`true`,
): Promise<{ figures: Figures; items: Difference[] }> {
  const { wallet_id } = comparison
  // Both of one reading: what both sides have is worked out once.
  const [whole] = await snapshot.rows(sql<{ sums: Sums[] | null; rows: Row[] | null }>`
    with ${comparedAs(comparison)}, shown as (
      select * from compared c where kind not in ('matched', 'left_out') and ${which}
      order by words is not null, coalesce(there_at, here_at), key limit ${MOST}
    ), sums as (${SUMS}), differences as (
    select c.kind, c.key, c.payment_id, c.there_at, c.item_msat, c.item_minor, c.there_currency,
      c.there_fee, c.here_at, p.amount_msat as own_msat, p.fiat_amount_minor as own_minor, c.here_currency, c.here_fee,
      su.name as supporter, s.title as show, c.can_record, c.words, c.written_by, c.written_at,
      c.kind = 'only_here' and exists (
        select from payments other
        where other.wallet_id = ${wallet_id} and other.id <> p.id and other.ours and not other.set_aside
          and other.settled_at between p.settled_at - interval '2 seconds' and p.settled_at + interval '2 seconds'
          and other.amount_msat / 1000 is not distinct from p.amount_msat / 1000
          and other.fiat_amount_minor is not distinct from p.fiat_amount_minor) as is_double
    from shown c
    left join payments p on p.id = c.payment_id
    left join supporters su on su.id = p.supporter_id
    left join shows s on s.id = p.show_id
    order by c.words is not null, coalesce(c.there_at, c.here_at), c.key
    )
    select (select json_agg(sums) from sums) as sums, (select json_agg(differences) from differences) as rows`)
  return { figures: figuresOf(whole?.sums ?? []), items: (whole?.rows ?? []).map(asJson) }
}

function asJson(row: Row): Difference {
  const { kind, key, payment_id, there_at, here_at, supporter, show, is_double, can_record } = row
  return {
    kind,
    key,
    there:
      there_at === null
        ? null
        : {
            settled_at: new Date(there_at).toISOString(),
            amount_msat: row.item_msat,
            fee_msat: row.there_fee,
            fiat: fiatAmount(row.item_minor, row.there_currency),
          },
    here:
      here_at !== null && payment_id !== null
        ? {
            settled_at: new Date(here_at).toISOString(),
            amount_msat: row.own_msat,
            fee_msat: row.here_fee ?? 0,
            fiat: fiatAmount(row.own_minor, row.here_currency),
            payment_id,
            supporter,
            show,
          }
        : null,
    is_double,
    can_record,
    explained:
      row.words !== null && row.written_by !== null && row.written_at !== null
        ? { words: row.words, by: row.written_by, at: new Date(row.written_at).toISOString() }
        : null,
  }
}
