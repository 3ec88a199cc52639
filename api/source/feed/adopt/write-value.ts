import { sql, type Transaction } from 'kysely'
import type { FeedItem } from '#api/source/feed/match/identify-items.ts'
import type { ValueRecipient } from '#api/source/feed/read/read-value-block.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Notes the show's value block: where it says something else than before, the former one ends now. The first that is known
 * holds since ever.
 * @returns whether it is another than before
 */
export async function writeShowValue(
  trx: Transaction<DB>,
  showId: number,
  recipients: readonly ValueRecipient[],
  now: Date,
): Promise<boolean> {
  return await writeValue(trx, { show_id: showId, episode_id: null }, recipients, now)
}

/**
 * Notes the value blocks that episodes have of their own, and their time splits, in the place of what was known.
 * @param known the episodes of which something may be known
 */
export async function writeEpisodeValues(
  trx: Transaction<DB>,
  showId: number,
  episodes: readonly (Pick<FeedItem, 'recipients' | 'time_splits'> & { episode_id: string })[],
  known: readonly string[],
): Promise<void> {
  if (known.length > 0)
    for (const table of ['value_recipients', 'value_time_splits'] as const)
      await sql`delete from ${sql.table(table)} where episode_id = any(${known}::uuid[])`.execute(trx)
  // Of two items that a host made one the latest counts.
  const each = [...new Map(episodes.map((episode) => [episode.episode_id, episode])).values()]
  const splits = each.flatMap(({ episode_id, time_splits }) =>
    [...new Map(time_splits.map((split) => [split.start_s, split])).values()].map((split) => ({
      ...split,
      episode_id,
    })),
  )
  await insertRows(trx, 'value_time_splits', TIME_SPLIT, splits)
  await insertRows(trx, 'value_recipients', RECIPIENT, [
    ...each.flatMap(({ episode_id, recipients }) =>
      (recipients ?? []).map((recipient) => ({
        ...recipient,
        show_id: showId,
        episode_id,
        split_start_s: null,
      })),
    ),
    ...splits.flatMap(({ episode_id, start_s, recipients }) =>
      (recipients ?? []).map((recipient) => ({
        ...recipient,
        show_id: showId,
        episode_id,
        split_start_s: start_s,
      })),
    ),
  ])
}

const RECIPIENT = [
  'show_id',
  'episode_id',
  'split_start_s',
  'name',
  'address',
  'custom_key',
  'custom_value',
  'is_fee',
  'share',
] as const
const TIME_SPLIT = ['episode_id', 'start_s', 'duration_s', 'remote_share', 'feed_guid', 'item_guid'] as const

type Owner = { show_id: number; episode_id: string | null }

async function writeValue(
  trx: Transaction<DB>,
  owner: Owner,
  recipients: readonly ValueRecipient[],
  now: Date,
): Promise<boolean> {
  const known = await trx
    .selectFrom('value_recipients')
    .selectAll()
    .where('show_id', '=', owner.show_id)
    .where('episode_id', 'is', null)
    .orderBy('id')
    .execute()
  const inForce = known.filter(({ until }) => Number(until) === Number.POSITIVE_INFINITY)
  const said = recipients.map((recipient) =>
    sayRecipient({ ...recipient, share: recipient.share.toFixed(8) }),
  )
  if (JSON.stringify(said.sort()) === JSON.stringify(inForce.map(sayRecipient).sort())) return false
  await trx
    .updateTable('value_recipients')
    .set({ until: now })
    .where('show_id', '=', owner.show_id)
    .where('episode_id', 'is', null)
    .where('until', '=', sql<Date>`'infinity'`)
    .execute()
  await insertRecipients(trx, owner, recipients, known.length === 0 ? null : now)
  return true
}

async function insertRecipients(
  trx: Transaction<DB>,
  owner: Owner,
  recipients: readonly ValueRecipient[],
  since: Date | null,
): Promise<void> {
  if (recipients.length === 0) return
  await trx
    .insertInto('value_recipients')
    .values(
      recipients.map((recipient) => ({
        ...owner,
        ...recipient,
        share: recipient.share.toFixed(8),
        ...(since ? { since } : {}),
      })),
    )
    .execute()
}

function sayRecipient({
  name,
  address,
  custom_key,
  custom_value,
  is_fee,
  share,
}: Omit<ValueRecipient, 'share'> & { share: string }): string {
  return JSON.stringify([name, address, custom_key, custom_value, is_fee, share])
}
