import { type RawBuilder, sql } from 'kysely'
import type { WalletListRow } from '#db/schema/reconcile.ts'

/** A wallet's list, and the time that it is compared in, half open: all of its own, or a part. */
export type Comparison = Pick<WalletListRow, 'id' | 'wallet_id' | 'source' | 'exactness'> & {
  from: Date
  until: Date
}

/** One line of a comparison, in msat or minor units; what lies outside of the period is null. */
export type ComparedRow = {
  kind: 'matched' | 'left_out' | 'only_there' | 'only_here' | 'differs'
  /** `there:` and the wallet's id of it, or `here:` and the payment's. */
  key: string
  payment_id: string | null
  there_msat: number | null
  here_msat: number | null
}

/**
 * `compared c`: what a wallet has and what the books have, each once, as common table expressions. The books' own rules say what is one:
 * the same hash, or the same id of one source at the same time; of several that may be it, that with the same amount. Other
 * receipts of it are in the books only.
 */
export function comparedAs({
  id,
  wallet_id,
  source,
  exactness,
  from,
  until,
}: Comparison): RawBuilder<unknown> {
  const isWithin = (at: RawBuilder<unknown>) => sql`(${at} >= ${from} and ${at} < ${until})`
  const inBooks = sql`(p.wallet_id = ${wallet_id} and p.ours and not p.set_aside)`
  // Some know whole sats only.
  const msat = (amount: RawBuilder<unknown>) => (exactness === 1 ? sql`trunc(${amount} / 1000.0)` : amount)
  const isSame = sql`(${msat(sql`i.amount_msat`)} is not distinct from ${msat(sql`p.amount_msat`)}
    and i.fiat_amount_minor is not distinct from p.fiat_amount_minor and i.fiat_currency is not distinct from p.fiat_currency
    and (i.fee_msat = 0 or i.fee_msat = p.fee_msat) and (coalesce(i.fiat_fee_minor, 0) = 0 or i.fiat_fee_minor = p.fiat_fee_minor))`
  // Payments of AMP share a hash, and not every report says of which set it is.
  const isSet = sql`(p.set_id = i.set_id or p.set_id is null or i.set_id is null)`
  const own = sql`p.id, p.settled_at, p.amount_msat, p.fiat_amount_minor, p.fiat_currency, p.fee_msat,
    ${inBooks} as in_books, ${isSame} as is_same, ${isWithin(sql`p.settled_at`)} as is_within`
  // Ids are told apart by their bytes: sorting by a language costs as much as all else.
  return sql`items as materialized (
      select distinct on (i.ref collate "C") i.*, ${isWithin(sql`i.settled_at`)} as is_within
      from wallet_list_pages g, jsonb_to_recordset(g.items) as i(ref text, payment_hash bytea, set_id bytea, settled_at timestamptz,
        amount_msat bigint, fee_msat bigint, fiat_amount_minor bigint, fiat_fee_minor bigint, fiat_currency text, is_new boolean)
      where g.list_id = ${id} order by i.ref collate "C", g.page
    ), hashed as materialized (
      -- Each part apart, so that it is found by an index of its own.
      select i.ref, ${own} from items i join payments p on p.payment_hash = i.payment_hash
      where p.payment_hash is not null and p.conflict_of is null and ${isSet}
      union all
      select i.ref, ${own} from items i join payments p on p.payment_hash = i.payment_hash
      where p.conflict_of is not null and ${isSet}
    ), unknown as materialized (
      select i.* from items i where not exists (select from hashed h where h.ref = i.ref)
    ), named as (
      select i.ref, ${own} from unknown i
      join sightings s on s.ref = i.ref and s.wallet_id = ${wallet_id}
      join sources o on o.id = s.source_id
      join payments p on p.id = s.payment_id and (p.payment_hash is null or i.payment_hash is null)
      where abs(extract(epoch from s.settled_at - i.settled_at)) <= 60
        and (o.name = ${source} or (p.amount_msat / 1000 is not distinct from i.amount_msat / 1000
          and p.fiat_amount_minor is not distinct from i.fiat_amount_minor))
    ), firsts as (
      select distinct on (ref collate "C") * from (select * from hashed union all select * from named) f
      order by ref collate "C", in_books desc, is_same desc, id
    ), pairs as materialized (
      select distinct on (id) * from firsts order by id, is_same desc, ref
    ), lines as (
      select
        case when q.id is null then 'only_there' when not q.in_books then 'left_out'
          when not q.is_same or q.is_within <> i.is_within then 'differs' else 'matched' end as kind,
        'there:' || i.ref as key, q.id as payment_id, i.ref, i.amount_msat as item_msat, i.fiat_amount_minor as item_minor,
        case when i.is_within then i.amount_msat end as there_msat,
        case when i.is_within then i.fiat_amount_minor end as there_minor,
        case when q.is_within and q.in_books then q.amount_msat end as here_msat,
        case when q.is_within and q.in_books then q.fiat_amount_minor end as here_minor,
        i.fiat_currency as there_currency, q.fiat_currency as here_currency, i.fee_msat as there_fee, q.fee_msat as here_fee,
        i.settled_at as there_at, q.settled_at as here_at, i.is_new is not null and (q.id is null or not q.is_same) as can_record
      from items i left join pairs q on q.ref = i.ref
      where i.is_within or (q.in_books and q.is_within)
      union all
      select 'only_here', 'here:' || p.id, p.id, null, null, null, null, null, p.amount_msat, p.fiat_amount_minor, null, p.fiat_currency,
        0, p.fee_msat, null, p.settled_at, false
      from payments p
      where p.wallet_id = ${wallet_id} and ${isWithin(sql`p.settled_at`)} and p.ours and not p.set_aside
        and (p.amount_msat is not null or p.fiat_amount_minor is not null)
        and not exists (select from pairs q where q.id = p.id)
    ), compared as (
      select l.*, n.words, n.written_by, n.written_at
      -- Said otherwise than with =, the text of a gap is made only where there is a note.
      from lines l left join reconcile_notes n
        on n.wallet_id = ${wallet_id} and n.key = l.key and n.gap is not distinct from ${gapOf}
    )`
}

/** What a difference is, as text: what was said of it holds while it is that. Of a line `l`. */
const gapOf = sql`concat_ws(' ', l.kind, l.there_msat, l.there_minor, '/', l.here_msat, l.here_minor)`

/** The difference of one line as text, for a note on it. */
export function gapsOf(comparison: Comparison, key: string): RawBuilder<{ kind: string; gap: string }> {
  return sql<{ kind: string; gap: string }>`
    with ${comparedAs(comparison)} select l.kind, ${gapOf} as gap from lines l where l.key = ${key}`
}
