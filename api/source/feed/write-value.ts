import { sql, type Transaction } from 'kysely'
import type { FeedItem } from '#api/source/feed/read-feed.ts'
import type { ValueRecipient } from '#api/source/feed/read-value-block.ts'
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

/** Notes an episode's own value block, where it has one, and when another's music plays in it. */
export async function writeEpisodeValue(
  trx: Transaction<DB>,
  showId: number,
  episodeId: string,
  { recipients, time_splits }: Pick<FeedItem, 'recipients' | 'time_splits'>,
): Promise<void> {
  await trx.deleteFrom('value_recipients').where('episode_id', '=', episodeId).execute()
  if (recipients) await insertRecipients(trx, { show_id: showId, episode_id: episodeId }, recipients, null)
  await trx.deleteFrom('value_time_splits').where('episode_id', '=', episodeId).execute()
  const byStart = new Map(time_splits.map((split) => [split.start_s, split]))
  if (byStart.size > 0)
    await trx
      .insertInto('value_time_splits')
      .values(
        [...byStart.values()].map((split) => ({
          ...split,
          episode_id: episodeId,
          remote_share: split.remote_share.toFixed(8),
        })),
      )
      .execute()
}

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
