import { sql, type Transaction } from 'kysely'
import { followMerge } from '#api/auth/reach.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { findShow } from '#api/show/find-show.ts'
import { mergeAllEpisodes } from '#api/show/merge/merge-all-episodes.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/**
 * Merges a show that is not kept into another: names, address and episodes go to it at once, so that later payments do too;
 * past payments in batches, grouped anew with what the other show has.
 * @returns the slug of the show that survives
 * @throws AppError not-found, conflict where the show is kept or both closed a month, unprocessable where the two are one, or one is the demo
 */
export async function mergeShows(
  ctx: Pick<Context, 'db' | 'tasks'>,
  slug: string,
  into: string,
): Promise<string> {
  const { survivor, tasks } = await decide(ctx.db, async (trx) => {
    const gone = await findShow(trx, slug)
    const survivor = await findShow(trx, into)
    check(gone, survivor)
    await carryNames(trx, gone, survivor)
    await carryShown(trx, gone, survivor)
    await followMerge(trx, gone.id, survivor.id)
    await carryClosedMonths(trx, gone, survivor)
    const tasks = await mergeAllEpisodes(trx, gone.id, survivor.id)
    await trx
      .updateTable('shows')
      .set({ merged_into: survivor.id, slug: `merging-${gone.id}-${Date.now()}`, is_public: false })
      .where('id', '=', gone.id)
      .execute()
    await trx.insertInto('show_aliases').values({ slug: gone.slug, show_id: survivor.id }).execute()
    tasks.push(await beginTask(trx, { kind: 'move-show', from: gone.id, to: survivor.id }))
    return { survivor: survivor.slug, tasks }
  })
  await ctx.tasks.finish(tasks)
  return survivor
}

function check(gone: Show, survivor: Show): void {
  if (gone.id === survivor.id) throw new AppError('unprocessable', 'These two are one show already.')
  if (gone.status === 'kept')
    throw new AppError('conflict', `${gone.title} is kept. Merge the provisional show into the other one.`)
  if (gone.demo !== survivor.demo)
    throw new AppError('unprocessable', 'The demo cannot be merged with a show.')
}

/** All that names the show, belongs to it by a rule, or is said of its supporters. */
async function carryNames(trx: Transaction<DB>, gone: Show, survivor: Show): Promise<void> {
  for (const table of [
    'show_names',
    'show_aliases',
    'wallets',
    'rules',
    'sending_rules',
    'episode_joins',
  ] as const)
    await trx.updateTable(table).set({ show_id: survivor.id }).where('show_id', '=', gone.id).execute()
  await trx
    .updateTable('shows')
    .set({ merged_into: survivor.id })
    .where('merged_into', '=', gone.id)
    .execute()
  await sql`
    update tasks set work = jsonb_set(work, '{to}', ${survivor.id}::text::jsonb)
    where work ->> 'kind' = 'move-show' and (work ->> 'to')::integer = ${gone.id}`.execute(trx)
  await sql`
    insert into show_supporters (show_id, supporter_id, team, hidden)
    select ${survivor.id}, supporter_id, team, hidden from show_supporters where show_id = ${gone.id}
    on conflict (show_id, supporter_id) do update set
      team = show_supporters.team or excluded.team, hidden = show_supporters.hidden or excluded.hidden`.execute(
    trx,
  )
}

/** What is shown of it: goals, overlays with their files, and pages of supporters, whose addresses hold. */
async function carryShown(trx: Transaction<DB>, gone: Show, survivor: Show): Promise<void> {
  await trx.updateTable('goals').set({ show_id: survivor.id }).where('show_id', '=', gone.id).execute()
  for (const [table, alike] of [
    ['overlays', sql`true`],
    ['overlay_media', sql`own.kind = t.kind`],
  ] as const)
    await sql`
      update ${sql.table(table)} t set show_id = ${survivor.id},
        name = case when exists (select from ${sql.table(table)} own
            where own.show_id = ${survivor.id} and own.name = t.name and ${alike})
          then left(t.name, 60) || ' ' || left(t.id::text, 8) else t.name end
      where show_id = ${gone.id}`.execute(trx)
  await sql`
    update own_pages t set show_id = ${survivor.id} where show_id = ${gone.id} and not exists (
      select from own_pages own where own.show_id = ${survivor.id} and own.supporter_id = t.supporter_id)`.execute(
    trx,
  )
}

/** A month that was closed stays as it was closed, under the show that survives. */
async function carryClosedMonths(trx: Transaction<DB>, gone: Show, survivor: Show): Promise<void> {
  const { rows } = await sql<{ month: string }>`
    select month from closed_months where show_id = ${gone.id}
    intersect select month from closed_months where show_id = ${survivor.id}
    order by month limit 1`.execute(trx)
  const [both] = rows
  if (both)
    throw new AppError(
      'conflict',
      `The books of both shows are closed for ${both.month}. Open that month again in one of them first.`,
    )
  await trx
    .updateTable('closed_months')
    .set({ show_id: survivor.id })
    .where('show_id', '=', gone.id)
    .execute()
  // What the survivor's book is valued by holds; where nothing was chosen, that of the other.
  await sql`
    update book_valuings set show_id = ${survivor.id} where show_id = ${gone.id} and not exists (
      select from book_valuings own where own.show_id = ${survivor.id} and own.currency = book_valuings.currency)`.execute(
    trx,
  )
}
