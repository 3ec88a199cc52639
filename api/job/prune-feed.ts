import { type Kysely, sql } from 'kysely'
import type { Job } from '#api/job/job.ts'
import type { DB } from '#db/schema/index.ts'

/** Readers outside may stay away that long and go on where they were. */
const KEPT_DAYS = 7
const BATCH = 20_000

/** Where our own readers of the feed are. */
const CURSORS = sql.raw(
  ['totals_state', 'rate_cursor', 'claim_cursor']
    .map((name) => `select read_to from ${name}`)
    // Without a rule nobody reads on.
    .concat('select read_to from outbox_cursor where exists (select from sending_rules where active)')
    .join(' union all '),
)

/**
 * Drops the oldest changes that all readers of ours are past, and notes up to where.
 * @param days how old what is dropped is at least
 * @returns whether there may be more
 */
export async function pruneFeed(db: Kysely<DB>, days = KEPT_DAYS, batch = BATCH): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ count: number }>`
      with old as (
        select xid, id, at from changes
        where xid < (select pg_snapshot_xmin(read_to) as least from (${CURSORS}) readers order by least limit 1)
        order by xid, id limit ${batch}
      ),
      young as (select xid, id from old where at > now() - make_interval(days => ${days}) order by xid, id limit 1),
      gone as (
        delete from changes c using old
        where c.xid = old.xid and c.id = old.id
          and not exists (select from young where (young.xid, young.id) <= (old.xid, old.id))
        returning c.xid, c.id
      ),
      horizon as (
        update change_horizon h set xid = last.xid, id = last.id
        from (select xid, id from gone order by xid desc, id desc limit 1) last
      )
      select count(*)::integer as count from gone`.execute(trx)
    await sql`delete from valued_spans v using change_horizon h where v.xid <= h.xid`.execute(trx)
    return rows[0]?.count === batch
  })
}

/** Keeps the feed of changes short. */
export const pruneFeedJob: Job = {
  name: 'prune feed',
  schedule: '47 3 * * *',
  async run({ db }, signal) {
    while (!signal.aborted && (await pruneFeed(db))) {
      // On to the next batch.
    }
  },
}
