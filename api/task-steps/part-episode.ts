import { sql, type Transaction } from 'kysely'
import { lockNeighbourhoods } from '#api/boost/group/regroup.ts'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { paymentsAfter, placeOf } from '#api/task-steps/decide-again.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

type Ends = { survivor: string; gone: string }

/**
 * Gives an episode back what was its own before it was joined with another, a batch at a time, then what came meanwhile and names it:
 * its payments are read again. What a host said of a boost since stays.
 */
export async function partEpisode(
  trx: Transaction<DB>,
  work: TaskOf<'part-episode'>,
): Promise<TaskOf<'part-episode'> | null> {
  const ends = await trx
    .selectFrom('episode_joins')
    .select(['survivor', 'gone'])
    .where('id', '=', work.join)
    .executeTakeFirst()
  if (!ends) return null
  if (work.after === null && (await giveBack(trx, work.join, ends))) return work
  const rows = await paymentsAfter(trx, sql<boolean>`episode_id = ${ends.survivor}`, work.after, BATCH)
  await takeNamed(
    trx,
    rows.map(({ id }) => id),
    ends,
  )
  if (rows.length === BATCH) return { ...work, after: placeOf(rows.at(-1)) }
  await takeClaims(trx, ends)
  await trx.deleteFrom('episode_joins').where('id', '=', work.join).execute()
  return null
}

/** @returns whether there was something */
async function giveBack(trx: Transaction<DB>, join: string, { survivor, gone }: Ends): Promise<boolean> {
  const { rows } = await sql<{ kind: string; id: string }>`
    delete from episode_join_rows where join_id = ${join} and (kind, id) in (
      select kind, id from episode_join_rows where join_id = ${join} order by kind, id limit ${BATCH})
    returning kind, id`.execute(trx)
  if (rows.length === 0) return false
  const of = (kind: string) => rows.flatMap((row) => (row.kind === kind ? row.id : []))
  const payments = [...of('payment'), ...of('named')]
  await lockNeighbourhoods(trx, payments)
  const now = (table: 'boost' | 'payment', ids: readonly string[]) => sql`(
    select unnest(${ids}::uuid[]) union
    select ${sql.ref(`${table}_id`)} from ${sql.table(`${table}_aliases`)} where id = any(${ids}::uuid[]))`
  await sql`
    update boosts set episode_id = ${gone}, updated_at = now()
    where episode_id = ${survivor} and id in ${now('boost', of('boost'))}`.execute(trx)
  await sql`
    update payments set episode_id = ${gone}
    where episode_id = ${survivor} and id in ${now('payment', of('payment'))}`.execute(trx)
  await sql`
    update payments set named_episode_id = ${gone}
    where named_episode_id = ${survivor} and id in ${now('payment', of('named'))}`.execute(trx)
  for (const [table, kind] of [
    ['claims', 'claim'],
    ['goals', 'goal'],
  ] as const)
    await sql`
      update ${sql.table(table)} set episode_id = ${gone}
      where episode_id = ${survivor} and id = any(${of(kind)}::uuid[])`.execute(trx)
  return true
}

/** Reads these payments again: those that name the one that is there again go to it, with boosts that no other payment holds. */
async function takeNamed(
  trx: Transaction<DB>,
  ids: readonly string[],
  { survivor, gone }: Ends,
): Promise<void> {
  if (ids.length === 0) return
  await refreshPayments(trx, ids)
  const { rows } = await sql<{ id: string }>`
    update boosts set episode_id = ${gone}, updated_at = now()
    where episode_id = ${survivor} and not ('episode_id' = any(corrected_columns))
      and id in (select boost_id from payments where id = any(${[...ids]}::uuid[]) and named_episode_id = ${gone})
      and not exists (select from payments p where p.boost_id = boosts.id and p.named_episode_id = ${survivor})
    returning id`.execute(trx)
  await sql`
    update payments set episode_id = ${gone}
    where episode_id = ${survivor} and (boost_id = any(${rows.map(({ id }) => id)}::uuid[])
      or (boost_id is null and named_episode_id = ${gone} and id = any(${[...ids]}::uuid[])))`.execute(trx)
}

/** Claims that came meanwhile go by the guid that they name, and with them the boosts of which no payment names an episode. */
async function takeClaims(trx: Transaction<DB>, { survivor, gone }: Ends): Promise<void> {
  await sql`
    with own as (
      update claims set episode_id = ${gone}
      where episode_id = ${survivor} and episode_guid in (
        select value from episode_names where episode_id = ${gone} and kind = 'guid')
      returning boost_id
    ), moved as (
      update boosts set episode_id = ${gone}, updated_at = now()
      where episode_id = ${survivor} and not ('episode_id' = any(corrected_columns)) and id in (select boost_id from own)
        and not exists (select from payments p where p.boost_id = boosts.id and p.named_episode_id is not null)
      returning id
    )
    update payments set episode_id = ${gone}
    where episode_id = ${survivor} and boost_id in (select id from moved)`.execute(trx)
}
