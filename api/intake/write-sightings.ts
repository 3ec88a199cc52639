import { sql, type Transaction } from 'kysely'
import type { Match } from '#api/intake/match-reports.ts'
import type { DB } from '#db/schema/index.ts'

/** Keeps the sightings that are new; of one that is known, what it says more. */
export async function insertSightings(trx: Transaction<DB>, matches: readonly Match[]): Promise<void> {
  const rows = new Map<string, ReturnType<typeof sightingRow>>()
  for (const match of matches) {
    if (!match.sighting) continue
    const key = `${match.place.source_id} ${match.payment.id} ${match.entry.report.ref}`
    const [before, row] = [rows.get(key), sightingRow(match)]
    rows.set(
      key,
      before ? { ...before, ...said(before, row), correction: row.correction ?? before.correction } : row,
    )
  }
  if (rows.size === 0) return
  const { rows: put } = await sql<{ again: boolean | null }>`
    with put as (
    insert into sightings (source_id, ref, payment_id, wallet_id, settled_at, amount_msat, metadata, correction)
    select source_id, ref, payment_id, wallet_id, settled_at, amount_msat, metadata, correction
    from json_to_recordset(${JSON.stringify([...rows.values()])}::json) as row(
      source_id integer, ref text, payment_id uuid, wallet_id integer, settled_at timestamptz, amount_msat bigint,
      metadata bytea, correction text, tells boolean)
    on conflict (ref, source_id, payment_id) do update set
      metadata = coalesce(sightings.metadata, excluded.metadata),
      correction = coalesce(excluded.correction, sightings.correction)
    returning xmax <> 0 as again)
    select bool_or(again) as again from put`.execute(trx)
  // Only of one that was there before may the metadata be another's.
  if (!put[0]?.again) return
  const telling = [...rows.values()].filter((row) => row.tells && row.metadata !== null)
  await sql`
    update sightings set metadata = told.metadata
    from json_to_recordset(${JSON.stringify(telling)}::json)
      as told(source_id integer, ref text, payment_id uuid, metadata bytea)
    where sightings.ref = told.ref and sightings.source_id = told.source_id and sightings.payment_id = told.payment_id
      and sightings.metadata <> told.metadata`.execute(trx)
}

/** The metadata that tells the payment, of two that one source sent under one id. */
function said(one: { metadata: string | null; tells: boolean }, other: typeof one) {
  const { metadata, tells } = other.tells || one.metadata === null ? other : one
  return { metadata, tells }
}

function sightingRow({ entry: { report }, place, payment, tells, correction }: Match) {
  return {
    source_id: place.source_id,
    ref: report.ref,
    payment_id: payment.id,
    wallet_id: place.wallet.id,
    settled_at: report.settled_at.toISOString(),
    amount_msat: report.money.kind === 'sats' ? report.money.amount_msat : null,
    metadata: report.metadata === null ? null : `\\x${Buffer.from(report.metadata.raw).toString('hex')}`,
    correction,
    tells,
  }
}
