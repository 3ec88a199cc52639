import { doChore } from '#api/chore/do-chore.ts'
import type { Context } from '#api/context.ts'
import { within } from '#api/within.ts'

/** How long an answer waits for what it began; afterwards the work goes on by itself. */
const PATIENCE_MS = 20_000

/** Does the chores that a decision began, in order, and waits a while for their end. */
export async function workOff(
  ctx: Pick<Context, 'db' | 'log' | 'stopping'>,
  ids: readonly string[],
): Promise<void> {
  const work = (async () => {
    for (const id of ids) await doChore(ctx.db, id, ctx.stopping)
  })()
  work.catch((error: unknown) => ctx.log.error({ err: error }, 'a chore failed; it is tried again soon'))
  await within(work, PATIENCE_MS, ctx.stopping)
}
