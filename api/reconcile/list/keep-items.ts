import { type Kysely, sql } from 'kysely'
import type { Report } from '#api/intake/report.ts'
import { reportAsText } from '#api/reconcile/list/kept-report.ts'
import { BATCH } from '#db/query/batch.ts'
import { rowsAs } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'
import type { WalletListRow } from '#db/schema/reconcile.ts'

export type ListOf = Pick<WalletListRow, 'id' | 'wallet_id' | 'from_at' | 'until_at'>

/**
 * Keeps of a wallet's list what is of its period, or of a payment that the books have in it; one that comes twice is kept once. What
 * nothing here has is kept whole, so that it can be recorded.
 * @param reports of this wallet, checked
 */
export async function keepItems(db: Kysely<DB>, list: ListOf, reports: readonly Report[]): Promise<void> {
  for (let from = 0; from < reports.length; from += BATCH)
    await keepBatch(db, list, reports.slice(from, from + BATCH))
}

async function keepBatch(db: Kysely<DB>, list: ListOf, reports: readonly Report[]): Promise<void> {
  const { id, wallet_id, from_at, until_at } = list
  const rows = reports.map((report) => itemOf(list, report))
  const { rows: kept } = await sql<{ ref: string; is_known: boolean }>`
    with given as (
      select g.*, known.is_known, known.is_within
      from ${rowsAs('wallet_list_items', rows)} g
      cross join lateral (
        select coalesce(bool_or(p.amount_msat is not distinct from g.amount_msat
            and p.fiat_amount_minor is not distinct from g.fiat_amount_minor
            and p.fiat_currency is not distinct from g.fiat_currency), false) as is_known,
          coalesce(bool_or(p.settled_at >= ${from_at} and p.settled_at < ${until_at}), false) as is_within
        from (
          select amount_msat, fiat_amount_minor, fiat_currency, settled_at from payments
          where payment_hash = g.payment_hash and payment_hash is not null and conflict_of is null
          union all
          select amount_msat, fiat_amount_minor, fiat_currency, settled_at from payments
          where payment_hash = g.payment_hash and conflict_of is not null
          union all
          select p.amount_msat, p.fiat_amount_minor, p.fiat_currency, p.settled_at
          from sightings s join payments p on p.id = s.payment_id
          where s.ref = g.ref and s.wallet_id = ${wallet_id} and (g.payment_hash is null or p.payment_hash is null)
        ) p
      ) known
    ), kept as (
      insert into wallet_list_items (list_id, ref, payment_hash, set_id, settled_at, amount_msat, fee_msat, fiat_amount_minor,
        fiat_fee_minor, fiat_currency)
      select list_id, ref, payment_hash, set_id, settled_at, amount_msat, fee_msat, fiat_amount_minor, fiat_fee_minor, fiat_currency
      from given where is_within or (settled_at >= ${from_at} and settled_at < ${until_at})
      on conflict (list_id, ref) do nothing returning ref
    )
    select ref, is_known from kept join given using (ref)`.execute(db)
  const unknown = new Set(kept.filter(({ is_known }) => !is_known).map(({ ref }) => ref))
  const texts = reports
    .filter(({ ref }) => unknown.has(ref))
    .map((report) => ({ list_id: id, ref: report.ref, report: reportAsText(report) }))
  if (texts.length > 0)
    await sql`
      update wallet_list_items i set report = g.report
      from ${rowsAs('wallet_list_items', texts)} g where i.list_id = g.list_id and i.ref = g.ref`.execute(db)
}

function itemOf({ id }: ListOf, { ref, payment_hash, set_id, settled_at, money }: Report) {
  const sats = money.kind === 'sats' ? money : null
  const fiat = money.kind === 'fiat' ? money : null
  return {
    list_id: id,
    ref,
    payment_hash: payment_hash === null ? null : `\\x${payment_hash}`,
    set_id: set_id === null ? null : `\\x${set_id}`,
    settled_at: settled_at.toISOString(),
    amount_msat: sats?.amount_msat ?? null,
    fee_msat: sats?.fee_msat ?? 0,
    fiat_amount_minor: fiat?.amount_minor ?? null,
    fiat_fee_minor: fiat?.fee_minor ?? null,
    fiat_currency: fiat?.currency ?? null,
  }
}
