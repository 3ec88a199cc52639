import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { PlannedBoost } from '#api/boost/group/plan-boosts.ts'
import { insertionOfBoosts } from '#api/boost/group/write-boosts.ts'
import { AFTER } from '#api/claim/match/telling.ts'
import type { Match } from '#api/intake/match/match-reports.ts'
import type { Details } from '#api/intake/write/payment-columns.ts'
import { insertionOfPayments, type NewPayment } from '#api/intake/write/write-payments.ts'
import { shownName } from '#api/supporter/name-key.ts'
import { leavePlain, pack } from '#db/packed/pack.ts'
import { asBytea } from '#db/query/as-bytea.ts'
import { insertionOf, rowsAs } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Inserts what a batch brought in one statement, and learns with it what else there is to do, since each way to the database
 * costs a single payment more than its rows do.
 * @param boosts those that are not stored yet
 * @param details what the batch's payments come to
 * @returns whether refunds were waiting for these payments, whether something was claimed near them, and supporters who may have used another name than the one they are
 *   shown under
 */
export async function insertBatch(
  trx: Transaction<DB>,
  boosts: readonly PlannedBoost[],
  added: readonly NewPayment[],
  matches: readonly Match[],
  details: readonly Details[],
): Promise<{ refunds_wait: boolean; claims_near: boolean; renamed: string[] }> {
  const sightings = sightingsOf(matches)
  const used = details.flatMap(({ supporter_id, sender_name }) =>
    supporter_id !== null && sender_name !== null ? [{ supporter_id, name: shownName(sender_name) }] : [],
  )
  if (boosts.length + added.length + sightings.length + used.length === 0)
    return { refunds_wait: false, claims_near: false, renamed: [] }
  // Without rows a statement would still wake everyone who listens for changes.
  const parts: RawBuilder<unknown>[] = []
  if (boosts.length > 0) parts.push(sql`boosted as (${insertionOfBoosts(boosts)})`)
  if (added.length > 0) parts.push(sql`paid as (${insertionOfPayments(added)})`)
  parts.push(
    sightings.length > 0
      ? sql`seen as (${insertionOfSightings(sightings)})`
      : sql`seen as (select false as again)`,
  )
  const { rows } = await sql<{
    again: boolean | null
    refunds_wait: boolean
    claims_near: boolean
    renamed: string[]
  }>`
    with ${sql.join(parts)}
    select (select bool_or(again) from seen) as again,
      exists (
        select 1 from payments
        where refund_of is null and refund_ref = any(${sightings.map((row) => row.ref)}::text[])) as refunds_wait,
      ${claimsNear(matches)} as claims_near,
      array(
        select distinct s.id
        from json_to_recordset(${JSON.stringify(used)}::json) as used(supporter_id uuid, name text)
        join supporters s on s.id = used.supporter_id
        where s.name <> used.name and s.chosen_name is null) as renamed`.execute(trx)
  const [learnt] = rows
  // Only of one that was there before may the metadata be another's.
  if (learnt?.again) await retellSightings(trx, sightings)
  return {
    refunds_wait: learnt?.refunds_wait ?? false,
    claims_near: learnt?.claims_near ?? false,
    renamed: learnt?.renamed ?? [],
  }
}

/** Whether something was claimed at all about the time of these payments, or of them. */
function claimsNear(matches: readonly Match[]): RawBuilder<boolean> {
  const times = matches.map(({ payment }) => payment.settled_at.getTime())
  const hashes = matches.flatMap(({ payment }) => payment.payment_hash ?? [])
  return sql`(
    exists (select 1 from claims where sent_at between ${new Date(Math.min(...times) - AFTER)} and ${new Date(Math.max(...times) + AFTER)})
    or exists (select 1 from claims where payment_hash = any(${hashes.map((hash) => `\\x${hash}`)}::bytea[])))`
}

const SIGHTING = [
  'source_id',
  'ref',
  'payment_id',
  'wallet_id',
  'settled_at',
  'amount_msat',
  'metadata',
  'raw',
  'packed_raw',
  'correction',
] as const
type SightingRow = ReturnType<typeof sightingRow>

/** The sightings of a batch that are new, or say or correct more than one that is known; one for each source, id and payment. */
function sightingsOf(matches: readonly Match[]): SightingRow[] {
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
function insertionOfSightings(rows: readonly SightingRow[]): RawBuilder<unknown> {
  return sql`${insertionOf('sightings', SIGHTING, rows)}
    on conflict (ref, source_id, payment_id) do update set
      metadata = coalesce(sightings.metadata, excluded.metadata),
      raw = case when sightings.packed_raw is null then coalesce(sightings.raw, excluded.raw) end,
      packed_raw = case when sightings.raw is null then coalesce(sightings.packed_raw, excluded.packed_raw) end,
      correction = coalesce(excluded.correction, sightings.correction)
    returning xmax <> 0 as again`
}

/** Gives sightings that were there before the metadata that describes their payment now. */
async function retellSightings(trx: Transaction<DB>, rows: readonly SightingRow[]): Promise<void> {
  const telling = rows.filter((row) => row.describes && row.metadata !== null)
  await sql`
    update sightings set metadata = told.metadata
    from ${rowsAs('sightings', telling)} told
    where sightings.ref = told.ref and sightings.source_id = told.source_id and sightings.payment_id = told.payment_id
      and sightings.metadata <> told.metadata`.execute(trx)
}

/** The metadata that describes the payment, of two that one source sent under one id. */
function said(one: { metadata: string | null; describes: boolean }, other: typeof one) {
  const { metadata, describes } = other.describes || one.metadata === null ? other : one
  return { metadata, describes: describes }
}

function sightingRow({ entry: { report }, place, payment, describes, correction }: Match) {
  const { raw = null } = report
  return {
    source_id: place.source_id,
    ref: report.ref,
    payment_id: payment.id,
    wallet_id: place.wallet.id,
    settled_at: report.settled_at.toISOString(),
    amount_msat: report.money.kind === 'sats' ? report.money.amount_msat : null,
    metadata: report.metadata && asBytea((place.packs ? pack : leavePlain)(report.metadata.raw)),
    raw: place.packs ? null : raw,
    packed_raw: place.packs && raw !== null ? asBytea(pack(Buffer.from(raw))) : null,
    correction,
    describes: describes,
  }
}
