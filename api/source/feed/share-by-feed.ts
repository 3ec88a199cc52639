import { sql, type Transaction } from 'kysely'
import { beginTask } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes the shares of a show's wallets anew from its value block's history and from whose addresses a host has linked, and has
 * open claims judged. What a host confirmed himself holds from when he did, whatever the feed says.
 * @returns tasks to be finished
 */
export async function shareByFeed(trx: Transaction<DB>, showId: number): Promise<string[]> {
  const before = await feedShares(trx, showId)
  await trx.deleteFrom('shares').where('show_id', '=', showId).where('origin', '=', 'feed').execute()
  await sql`
    insert into shares (show_id, wallet_id, share, origin, since, until)
    select ${showId}, wallet_id, least(1, sum(share)), 'feed', linked.since, least(linked.until, host.since)
    from (
      select distinct on (r.id) r.id, r.share, r.since, r.until, a.wallet_id
      from value_recipients r
      join wallet_addresses a on a.address = r.address
        and ((a.custom_key = r.custom_key and a.custom_value = r.custom_value) or a.custom_key = '')
      where r.show_id = ${showId} and r.episode_id is null and r.share > 0
      order by r.id, a.custom_key = '' and r.custom_key <> ''
    ) linked
    cross join (
      select coalesce(min(since), 'infinity') as since from shares where show_id = ${showId} and origin = 'host'
    ) host
    where linked.since < host.since
    group by wallet_id, linked.since, linked.until, host.since`.execute(trx)
  if (before === (await feedShares(trx, showId))) return []
  return [await beginTask(trx, { kind: 'judge-claims', show: showId, after: null })]
}

async function feedShares(trx: Transaction<DB>, showId: number): Promise<string> {
  const { rows } = await sql`
    select wallet_id, share, since::text, until::text from shares
    where show_id = ${showId} and origin = 'feed' order by wallet_id, since`.execute(trx)
  return JSON.stringify(rows)
}
