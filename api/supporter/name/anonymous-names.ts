import type { Kysely, Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import { nameKey } from '#api/supporter/name-key.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { anyOf } from '#db/query/any-of.ts'
import { indexable } from '#db/query/index-key.ts'
import type { DB } from '#db/schema/index.ts'

/** The names that are nobody's, in alphabetical order, as they are compared: without capitals and `@`. */
export async function listAnonymousNames(db: Kysely<DB>): Promise<string[]> {
  const rows = await db.selectFrom('anonymous_names').select('name_key').orderBy('name_key').execute()
  return rows.map((row) => row.name_key)
}

/**
 * Sets the list of names that are nobody's. What came under a name that is new in it becomes nobody's; a name that is left
 * out may be somebody's from now on.
 * @returns the names that are new, and those left out
 */
export async function setAnonymousNames(
  ctx: Pick<Context, 'db' | 'tasks'>,
  names: readonly string[],
): Promise<{ added: string[]; removed: string[] }> {
  const wanted = new Set(names.map((name) => indexable(nameKey(name))).filter((key) => key !== ''))
  const { tasks, ...changes } = await decide(ctx.db, async (trx) => {
    const known = new Set(await listAnonymousNames(trx))
    const added = [...wanted].filter((key) => !known.has(key))
    const removed = [...known].filter((key) => !wanted.has(key))
    if (removed.length > 0)
      await trx.deleteFrom('anonymous_names').where('name_key', '=', anyOf(removed)).execute()
    const tasks = added.length === 0 ? [] : await addNames(trx, added)
    return { added, removed, tasks }
  })
  await ctx.tasks.finish(tasks)
  return changes
}

async function addNames(trx: Transaction<DB>, keys: string[]): Promise<string[]> {
  await trx
    .insertInto('anonymous_names')
    .values(keys.map((name_key) => ({ name_key })))
    .execute()
  const owned = await trx
    .deleteFrom('supporter_names')
    .where('name_key', '=', anyOf(keys))
    .where('supporter_id', 'is not', null)
    .returning(['supporter_id', 'name_key'])
    .execute()
  const owners = Map.groupBy(owned, (row) => row.supporter_id ?? '')
  const tasks: string[] = []
  for (const [from, rows] of owners)
    tasks.push(
      await beginTask(trx, {
        kind: 'move-supporter',
        from,
        to: null,
        names: rows.map((row) => ({ name_key: row.name_key, app_key: null, sender_id: null })),
        after: null,
        forget: null,
      }),
    )
  return tasks
}
