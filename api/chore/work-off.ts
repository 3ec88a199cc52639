import { doChore } from '#api/chore/do-chore.ts'
import type { Context } from '#api/context.ts'
import { within } from '#lib/async.ts'

/** How long an answer waits for what it began; afterwards the work goes on by itself. */
const PATIENCE_MS = 20_000

/** Does the chores that a decision began, in order, and waits a while for their end; one that fails is tried again by the job. */
export async function workOff(
  ctx: Pick<Context, 'db' | 'log' | 'stopping'>,
  ids: readonly string[],
): Promise<void> {
  const work = async () => {
    for (const id of ids) await doChoreOrLog(ctx, id, ctx.stopping)
  }
  await within(work(), PATIENCE_MS, ctx.stopping)
}

/** Does a chore; what it throws is the log's. */
export async function doChoreOrLog(
  ctx: Pick<Context, 'db' | 'log'>,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await doChore(ctx.db, id, signal)
  } catch (error) {
    ctx.log.error({ err: error, chore: id }, 'a chore failed; it is tried again soon')
  }
}
