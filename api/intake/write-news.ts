import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { PlannedBoost } from '#api/boost/group/plan-boosts.ts'
import { insertionOfBoosts } from '#api/boost/group/write-boosts.ts'
import type { Composed } from '#api/intake/compose-payments.ts'
import type { Match } from '#api/intake/match-reports.ts'
import { insertionOfPayments, type NewPayment } from '#api/intake/write-payments.ts'
import { insertionOfSightings, retellSightings, sightingsOf } from '#api/intake/write-sightings.ts'
import { shownName } from '#api/supporter/name-key.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Inserts what a batch brought in one statement, and learns with it what else there is to do, since each way to the database
 * costs a single payment more than its rows do.
 * @param boosts those that are not stored yet
 * @param words what the batch's payments come to
 * @returns whether refunds were waiting for these payments, and supporters who may have used another name than the one they are
 *   shown under
 */
export async function writeNews(
  trx: Transaction<DB>,
  boosts: readonly PlannedBoost[],
  news: readonly NewPayment[],
  matches: readonly Match[],
  words: readonly Composed[],
): Promise<{ refunds_wait: boolean; renamed: string[] }> {
  const sightings = sightingsOf(matches)
  const used = words.flatMap(({ supporter_id, sender_name }) =>
    supporter_id !== null && sender_name !== null ? [{ supporter_id, name: shownName(sender_name) }] : [],
  )
  if (boosts.length + news.length + sightings.length + used.length === 0)
    return { refunds_wait: false, renamed: [] }
  // Without rows a statement would still wake everyone who listens for changes.
  const parts: RawBuilder<unknown>[] = []
  if (boosts.length > 0) parts.push(sql`boosted as (${insertionOfBoosts(boosts)})`)
  if (news.length > 0) parts.push(sql`paid as (${insertionOfPayments(news)})`)
  parts.push(
    sightings.length > 0
      ? sql`seen as (${insertionOfSightings(sightings)})`
      : sql`seen as (select false as again)`,
  )
  const { rows } = await sql<{ again: boolean | null; refunds_wait: boolean; renamed: string[] }>`
    with ${sql.join(parts)}
    select (select bool_or(again) from seen) as again,
      exists (
        select from payments
        where refund_of is null and refund_ref = any(${sightings.map((row) => row.ref)}::text[])) as refunds_wait,
      array(
        select distinct s.id
        from json_to_recordset(${JSON.stringify(used)}::json) as used(supporter_id uuid, name text)
        join supporters s on s.id = used.supporter_id
        where s.name <> used.name) as renamed`.execute(trx)
  const [learnt] = rows
  // Only of one that was there before may the metadata be another's.
  if (learnt?.again) await retellSightings(trx, sightings)
  return { refunds_wait: learnt?.refunds_wait ?? false, renamed: learnt?.renamed ?? [] }
}
