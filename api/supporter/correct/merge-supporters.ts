import { sql, type Transaction } from 'kysely'
import { addAlias, bySeniority, findSupporterId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { carrySuggestions } from '#api/supporter/suggestion/carry-suggestions.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes two supporters one: the one already read on air, else the older, survives; the other's id becomes its alias. Names,
 * later payments too, go to it at once, past payments in batches.
 * @returns the survivor's id
 * @throws AppError not-found, unprocessable where both are the same person
 */
export async function mergeSupporters(
  ctx: Pick<Context, 'db' | 'tasks'>,
  one: string,
  other: string,
): Promise<string> {
  const { survivor, task } = await decide(ctx.db, async (trx) => {
    const [a, b] = [await findOne(trx, one), await findOne(trx, other)]
    if (a === b) throw new AppError('unprocessable', 'These two are one person already.')
    const [survivor, gone] = await bySeniority(trx, 'supporter', a, b)
    await carryWords(trx, gone, survivor)
    await carrySuggestions(trx, gone, survivor)
    await addAlias(trx, 'supporter', gone, survivor)
    const task = await beginTask(trx, {
      kind: 'move-supporter',
      from: gone,
      to: survivor,
      names: null,
      after: null,
      forget: null,
    })
    return { survivor, task }
  })
  await ctx.tasks.finish([task])
  return survivor
}

async function findOne(trx: Transaction<DB>, id: string): Promise<string> {
  return orNotFound(await findSupporterId(trx, id), 'supporter with this id')
}

/** What is known of the one that goes: names, what a host chose of them and how to say it, notes, and what they are to each show. */
async function carryWords(trx: Transaction<DB>, gone: string, survivor: string): Promise<void> {
  await trx
    .updateTable('supporter_names')
    .set({ supporter_id: survivor })
    .where('supporter_id', '=', gone)
    .execute()
  await sql`
    update supporters set
      name = coalesce(supporters.chosen_name, gone.chosen_name, supporters.name),
      chosen_name = coalesce(supporters.chosen_name, gone.chosen_name),
      say_as = coalesce(supporters.say_as, gone.say_as),
      note = nullif(case when gone.note <> supporters.note then supporters.note || E'\n' || gone.note
        else coalesce(supporters.note, gone.note) end, '')
    from supporters gone
    where supporters.id = ${survivor} and gone.id = ${gone}`.execute(trx)
  await sql`
    insert into show_supporters (show_id, supporter_id, team, hidden)
    select show_id, ${survivor}::uuid, team, hidden from show_supporters where supporter_id = ${gone}
    on conflict (show_id, supporter_id) do update set
      team = show_supporters.team or excluded.team, hidden = show_supporters.hidden or excluded.hidden`.execute(
    trx,
  )
  await trx.deleteFrom('show_supporters').where('supporter_id', '=', gone).execute()
  // Who said yes under one of the names did; where both have a link, the survivor's holds.
  await sql`
    update own_pages o set supporter_id = ${survivor}
    where supporter_id = ${gone}
      and not exists (select from own_pages x where x.show_id = o.show_id and x.supporter_id = ${survivor})`.execute(
    trx,
  )
}
