import { type Kysely, sql, type Transaction } from 'kysely'
import { regroup } from '#api/boost/group/regroup.ts'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import type { Job } from '#api/job/job.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { paymentsAfter, placeOf } from '#api/task-steps/decide-again.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

/**
 * Grows whenever metadata, memos or comments are read, or payments decided and grouped, in another way than before: what was recorded
 * until then is read again once.
 */
export const READER_VERSION = 2

/** Few, so that intake beside it never waits long. */
const BATCH = 200

/**
 * Reads what an older version recorded, beside the service: what payments say, whose they are and which boosts they make comes to
 * what it were if they were recorded now, from what is stored as it was received. What hosts did by hand stays.
 */
export const readAgainJob: Job = {
  name: 'read-again',
  schedule: '* * * * *',
  atStart: true,
  hasWork: async ({ db }) => (await readBy(db)) < READER_VERSION,
  run: async ({ db, tasks }, signal) => {
    const id = await beginReadAgain(db)
    if (id !== null) await tasks.run(id, signal, { rests: true })
  },
}

/** @returns the task that is to be done, begun where it was not yet; null where all is read by this version */
async function beginReadAgain(db: Kysely<DB>): Promise<string | null> {
  if ((await readBy(db)) >= READER_VERSION) return null
  return await decide(db, async (trx) => {
    if ((await readBy(trx)) >= READER_VERSION) return null
    const waiting = await trx
      .selectFrom('tasks')
      .select(['id', sql<number>`(work ->> 'version')::integer`.as('version')])
      .where(sql`work ->> 'kind'`, '=', 'read-again')
      .execute()
    const own = waiting.find(({ version }) => version === READER_VERSION)
    if (own) return own.id
    // What an older version had begun is done by this one from the beginning.
    for (const { id } of waiting) await trx.deleteFrom('tasks').where('id', '=', id).execute()
    return await beginTask(trx, { kind: 'read-again', version: READER_VERSION, after: null })
  })
}

/** The version that all is read by. */
async function readBy(db: Kysely<DB>): Promise<number> {
  return (await db.selectFrom('installation').select('reader_version').executeTakeFirstOrThrow())
    .reader_version
}

/** Reads a batch of payments again, the last settled first, no boost of them cut in two. */
export async function readAgain(
  trx: Transaction<DB>,
  work: TaskOf<'read-again'>,
): Promise<TaskOf<'read-again'> | null> {
  const rows = await paymentsAfter(trx, sql<boolean>`true`, work.after, BATCH)
  const ids = await withBoosts(
    trx,
    rows.map(({ id }) => id),
  )
  await holdCorrected(trx, ids)
  await refreshPayments(trx, ids)
  // Also where nothing else is read of them, they may be grouped or judged in another way.
  await regroup(trx, { payment_ids: ids })
  const next = rows.length < BATCH ? null : placeOf(rows.at(-1))
  if (next) return { ...work, after: next }
  await trx.updateTable('installation').set({ reader_version: work.version }).execute()
  return null
}

/**
 * Keeps together what is in a boost that a host put right: only some of its payments may be read again, and so have other keys than
 * the rest.
 */
async function holdCorrected(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  await sql`
    update payments set pinned = true
    where not pinned and boost_id in (
      select boost_id from payments where id = any(${[...ids]}::uuid[]) and boost_id is not null
      group by boost_id having bool_or(corrected_at is null) and bool_or(corrected_at is not null))`.execute(
    trx,
  )
}

async function withBoosts(trx: Transaction<DB>, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with batch as (select id, boost_id from payments where id = any(${[...ids]}::uuid[]))
    select id from batch
    union
    select payments.id from payments join batch on payments.boost_id = batch.boost_id`.execute(trx)
  return rows.map(({ id }) => id)
}
