import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { findEpisode } from '#api/show/episode/find-episode.ts'
import { joinEpisodes } from '#api/show/merge/join-episodes.ts'
import { decide } from '#api/task/begin-task.ts'

/**
 * Makes two episodes one; the other's id becomes an alias. Past payments follow in batches.
 * @returns the survivor's id
 * @throws AppError not-found, unprocessable where they are one already, or of two shows
 */
export async function mergeEpisodes(
  ctx: Pick<Context, 'db' | 'now' | 'tasks'>,
  one: string,
  other: string,
): Promise<string> {
  const { survivor, task } = await decide(ctx.db, async (trx) => {
    const a = await findEpisode(trx, one)
    const b = await findEpisode(trx, other)
    if (a.id === b.id) throw new AppError('unprocessable', 'These two are one episode already.')
    if (a.show_id !== b.show_id)
      throw new AppError('unprocessable', 'These two are of different shows. Merge the shows first.')
    return await joinEpisodes(trx, a.id, b.id, { why: 'hand', now: ctx.now() })
  })
  await ctx.tasks.finish([task])
  return survivor
}
