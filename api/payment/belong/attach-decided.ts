import { sql, type Transaction } from 'kysely'
import { rekeyPayments } from '#api/boost/group/rekey-payments.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { Decided, Stored } from '#api/payment/belong/decide-stored.ts'
import { keyPayment } from '#api/review/rekey-payment.ts'
import { episodeKey, resolveEpisodes } from '#api/show/resolve-episodes.ts'
import type { DB } from '#db/schema/index.ts'

type Change = { payment: Stored; decided: Decided }

/**
 * Writes what was decided again: payments that came to a show get its keys and the episode that their metadata names, those that
 * left theirs leave their boosts too, and what was paid back goes along.
 * @returns the boosts that were left
 */
export async function attachDecided(trx: Transaction<DB>, changes: readonly Change[]): Promise<string[]> {
  if (changes.length === 0) return []
  const rows = changes.map(({ payment, decided }) => ({ id: payment.id, ...decided }))
  const ids = rows.map(({ id }) => id)
  const gone = rows.filter((row) => row.show_id === null).map(({ id }) => id)
  const left = await trx
    .selectFrom('payments')
    .select('boost_id')
    .where('id', '=', sql<string>`any(${gone}::uuid[])`)
    .where('boost_id', 'is not', null)
    .execute()
  await sql`
    update payments set ours = told.ours, show_id = told.show_id, action = told.action, set_aside = told.set_aside,
      set_aside_rule_id = told.set_aside_rule_id, needs_look = told.needs_look,
      message = case when told.show_id is null then payments.message else coalesce(payments.message, payments.comment) end,
      episode_id = case when told.show_id is not distinct from payments.show_id then payments.episode_id end,
      boost_id = case when told.show_id is null or told.action = 'stream' then null else payments.boost_id end
    from json_to_recordset(${JSON.stringify(rows)}::json) as told(id uuid, ours boolean, show_id integer, action text,
      set_aside boolean, set_aside_rule_id uuid, needs_look text)
    where payments.id = told.id`.execute(trx)
  const moved = changes.filter(({ payment, decided }) => payment.show_id !== decided.show_id)
  await nameEpisodes(trx, moved)
  await rekeyPayments(
    trx,
    moved.filter(({ payment }) => payment.has_metadata).map(({ payment }) => payment.id),
  )
  await keyPlain(trx, moved)
  await sql`
    update payments back set ours = paid.ours, show_id = paid.show_id, action = paid.action, set_aside = paid.set_aside,
      set_aside_rule_id = paid.set_aside_rule_id, boost_id = paid.boost_id
    from payments paid
    where back.refund_of = paid.id and paid.id = any(${ids}::uuid[]) and not back.set_aside_by_hand`.execute(
    trx,
  )
  return left.flatMap(({ boost_id }) => boost_id ?? [])
}

/** Of payments whose metadata names an episode, but no show. */
async function nameEpisodes(trx: Transaction<DB>, moved: readonly Change[]): Promise<void> {
  const shows = new Map(
    moved.flatMap(({ payment, decided }) =>
      payment.has_metadata && decided.show_id !== null ? [[payment.id, decided.show_id] as const] : [],
    ),
  )
  if (shows.size === 0) return
  const sightings = await trx
    .selectFrom('sightings')
    .select(['payment_id', 'metadata'])
    .where('payment_id', 'in', [...shows.keys()])
    .where('metadata', 'is not', null)
    .orderBy('id')
    .execute()
  const wanted = sightings.flatMap(({ payment_id, metadata }) => {
    const reading = metadata && readMetadata(metadata).reading
    const show_id = shows.get(payment_id)
    return reading && show_id !== undefined ? [{ id: payment_id, show_id, names: reading.episode }] : []
  })
  const found = await resolveEpisodes(trx, wanted)
  const rows = wanted.flatMap(({ id, show_id, names }) => {
    const episode_id = found.get(episodeKey(show_id, names))
    return episode_id ? [{ id, episode_id }] : []
  })
  await sql`
    update payments set episode_id = told.episode_id, named_episode_id = told.episode_id
    from json_to_recordset(${JSON.stringify(rows)}::json) as told(id uuid, episode_id uuid)
    where payments.id = told.id`.execute(trx)
}

/** Of payments without metadata, only those that became boosts have anything to be grouped by. */
async function keyPlain(trx: Transaction<DB>, moved: readonly Change[]): Promise<void> {
  const plain = moved.filter(({ payment }) => !payment.has_metadata).map(({ payment }) => payment.id)
  if (plain.length === 0) return
  const rows = await trx.selectFrom('payments').selectAll().where('id', 'in', plain).execute()
  for (const row of rows) if (row.action !== 'stream' || row.content_key !== null) await keyPayment(trx, row)
}
