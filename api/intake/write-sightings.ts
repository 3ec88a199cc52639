import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Match } from '#api/intake/match-reports.ts'
import type { DB } from '#db/schema/index.ts'

export type SightingRow = ReturnType<typeof sightingRow>

/** The sightings of a batch that are new, or say or correct more than one that is known; one for each source, id and payment. */
export function sightingsOf(matches: readonly Match[]): SightingRow[] {
  const rows = new Map<string, SightingRow>()
  for (const match of matches) {
    if (!match.sighting) continue
    const key = `${match.place.source_id} ${match.payment.id} ${match.entry.report.ref}`
    const [before, row] = [rows.get(key), sightingRow(match)]
    rows.set(
      key,
      before ? { ...before, ...said(before, row), correction: row.correction ?? before.correction } : row,
    )
  }
  return [...rows.values()]
}

/** The statement that keeps sightings; of one that is known, what it says more. Returns whether it is known, as `again`. */
export function insertionOfSightings(rows: readonly SightingRow[]): RawBuilder<unknown> {
  return sql`
    insert into sightings (source_id, ref, payment_id, wallet_id, settled_at, amount_msat, metadata, correction)
    select source_id, ref, payment_id, wallet_id, settled_at, amount_msat, metadata, correction
    from json_to_recordset(${JSON.stringify(rows)}::json) as row(
      source_id integer, ref text, payment_id uuid, wallet_id integer, settled_at timestamptz, amount_msat bigint,
      metadata bytea, correction text)
    on conflict (ref, source_id, payment_id) do update set
      metadata = coalesce(sightings.metadata, excluded.metadata),
      correction = coalesce(excluded.correction, sightings.correction)
    returning xmax <> 0 as again`
}

/** Gives sightings that were there before the metadata that tells their payment now. */
export async function retellSightings(trx: Transaction<DB>, rows: readonly SightingRow[]): Promise<void> {
  const telling = rows.filter((row) => row.tells && row.metadata !== null)
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
