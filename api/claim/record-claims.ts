import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ClaimOutcome, ClaimReport } from '#api/claim/claim-report.ts'
import { settleClaims } from '#api/claim/settle-claims.ts'
import { playingOf } from '#api/metadata/playing-of.ts'
import { appName, jsonText, storableText } from '#api/metadata/text.ts'
import { episodeKey, resolveEpisodes } from '#api/show/resolve-episodes.ts'
import { resolveSupporters, type Sender, senderId } from '#api/supporter/resolve-supporters.ts'
import { anyOf } from '#db/query/any-of.ts'
import { indexable } from '#db/query/index-key.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import { lockKeys } from '#db/query/locks.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { ClaimRoute } from '#db/schema/claim.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Records what was claimed: the one way in. Idempotent by route and ref, and safe beside itself. Each becomes an unproven boost,
 * or goes with the payments that prove it.
 * @param reports at most `BATCH`
 * @param also runs in the transaction that records them, e.g. to move a source's cursor; run again where the transaction is
 * @returns an outcome per report, in order, once committed
 */
export async function recordClaims(
  db: Kysely<DB>,
  reports: readonly ClaimReport[],
  also?: (trx: Transaction<DB>) => Promise<void>,
): Promise<ClaimOutcome[]> {
  const recorded = await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      const rows = await recordIn(trx, reports)
      await also?.(trx)
      return rows
    }),
  )
  const added = recorded.filter(({ status }) => status === 'recorded').map(({ claim_id }) => claim_id)
  await settleClaims(db, added)
  const placed = await placesOf(
    db,
    recorded.map(({ claim_id }) => claim_id),
  )
  return recorded.map((one) => ({ ...one, boost_id: placed.get(one.claim_id) ?? null }))
}

type Recorded = Omit<ClaimOutcome, 'boost_id'>

async function recordIn(trx: Transaction<DB>, reports: readonly ClaimReport[]): Promise<Recorded[]> {
  if (reports.length === 0) return []
  const byKey = new Map(reports.map((report) => [keyOf(report), report]))
  await lockKeys(trx, 'payments', byKey.keys())
  const ids = await loadKnown(trx, [...byKey.values()])
  const known = new Set(ids.keys())
  const added = [...byKey].filter(([key]) => !known.has(key))
  for (const [key] of added) ids.set(key, randomUUIDv7())
  await insertClaims(
    trx,
    added.map(([key, report]) => ({ id: ids.get(key) ?? '', report })),
  )
  const told = new Set<string>()
  return reports.map((report) => {
    const key = keyOf(report)
    const isNew = !known.has(key) && !told.has(key)
    told.add(key)
    return { claim_id: ids.get(key) ?? '', status: isNew ? 'recorded' : 'duplicate' }
  })
}

function keyOf({ route, ref }: { route: ClaimRoute; ref: string }): string {
  return `claim:${route}\n${ref}`
}

async function loadKnown(
  trx: Transaction<DB>,
  reports: readonly ClaimReport[],
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('claims')
    .select(['id', 'route', 'ref'])
    .where('ref', '=', anyOf(reports.map(({ ref }) => ref)))
    .execute()
  return new Map(rows.map((row) => [keyOf(row), row.id]))
}

const COLUMNS = [
  'id',
  'route',
  'ref',
  'source_id',
  'show_id',
  'episode_id',
  'episode_guid',
  'supporter_id',
  'key_kind',
  'key',
  'action',
  'app',
  'sender_name',
  'message',
  'position_s',
  'claimed_msat',
  'leg_msat',
  'fiat_amount_minor',
  'fiat_currency',
  'link',
  'playing',
  'payment_hash',
  'url',
  'sent_at',
  'raw',
  'withdrawn_at',
] as const

async function insertClaims(
  trx: Transaction<DB>,
  added: readonly { id: string; report: ClaimReport }[],
): Promise<void> {
  if (added.length === 0) return
  const shows = await loadShows(
    trx,
    added.map(({ report }) => report.show_id),
  )
  const showOf = ({ show_id }: ClaimReport) => shows.get(show_id) ?? show_id
  const episodes = await resolveEpisodes(
    trx,
    added.map(({ report }) => ({ show_id: showOf(report), names: report.reading.episode })),
  )
  const supporters = await resolveSupporters(
    trx,
    added.map(({ report }) => senderOf(report)),
  )
  const withdrawn = await loadWithdrawn(
    trx,
    added.map(({ report }) => report),
  )
  const now = new Date().toISOString()
  const rows = added.map(({ id, report }) => {
    const { reading, sender_key, payment_hash, url } = report
    const supporter = supporters.get(senderId(senderOf(report)))
    const isWithdrawn = sender_key !== null && withdrawn.has(`${keyOf(report)}\n${sender_key.key}`)
    return {
      id,
      route: report.route,
      ref: report.ref,
      source_id: report.source_id,
      show_id: showOf(report),
      episode_id: episodes.get(episodeKey(showOf(report), reading.episode)) ?? null,
      episode_guid: reading.episode.guid === undefined ? null : indexable(reading.episode.guid),
      supporter_id: supporter ?? null,
      key_kind: sender_key?.kind ?? null,
      key: sender_key?.key ?? null,
      action: reading.action,
      app: storable(appName(reading.app.name)),
      // Who asked to be nobody is not named.
      sender_name: supporter === null ? null : storable(reading.sender.name),
      message: storable(reading.message),
      position_s: reading.position_s,
      claimed_msat: reading.claimed_msat,
      leg_msat: reading.claimed_split_msat,
      fiat_amount_minor: report.fiat?.amount_minor ?? null,
      fiat_currency: report.fiat?.currency ?? null,
      link: storable(reading.link),
      playing: storable(playingOf(reading)),
      payment_hash: payment_hash === null ? null : `\\x${payment_hash}`,
      url: storable(url),
      sent_at: report.sent_at.toISOString(),
      raw: jsonText(report.raw),
      withdrawn_at: isWithdrawn ? now : null,
    }
  })
  await insertRows(trx, 'claims', COLUMNS, rows)
}

function storable(text: string | null | undefined): string | null {
  return text == null ? null : storableText(text)
}

/** By the shows that these were merged into. */
async function loadShows(trx: Transaction<DB>, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await trx
    .selectFrom('shows')
    .select(['id', 'merged_into'])
    .where('id', '=', anyOf(new Set(ids)))
    .execute()
  return new Map(rows.map(({ id, merged_into }) => [id, merged_into ?? id]))
}

/** A key of Nostr is the same person in every app there. Bots and sites sign for others: then the reading has no id. */
function senderOf({ reading, sender_key }: ClaimReport): Sender {
  const isNostr = sender_key?.kind === 'nostr'
  return {
    app: isNostr ? 'nostr' : appName(reading.app.name),
    name: reading.sender.name ?? null,
    id: (isNostr ? reading.sender.id : (sender_key?.key ?? reading.sender.id)) ?? null,
  }
}

/** What was taken back before it came. */
async function loadWithdrawn(trx: Transaction<DB>, reports: readonly ClaimReport[]): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('claim_withdrawals')
    .select(['route', 'ref', 'key'])
    .where('ref', '=', anyOf(reports.map(({ ref }) => ref)))
    .execute()
  return new Set(rows.map((row) => `${keyOf(row)}\n${row.key}`))
}

async function placesOf(db: Kysely<DB>, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; boost_id: string }>`
    select id, boost_id from claims where id = any(${[...ids]}::uuid[]) and boost_id is not null`.execute(db)
  return new Map(rows.map((row) => [row.id, row.boost_id]))
}
