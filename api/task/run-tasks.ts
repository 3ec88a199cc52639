import type { Kysely, Transaction } from 'kysely'
import type { Logger } from 'pino'
import { sleep, withTimeout } from '#api/lib/async.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'
import type { Task } from '#db/schema/task.ts'

/** How long an answer waits for what it began; afterwards the work goes on by itself. */
const PATIENCE_MS = 20_000

/** Does a batch of a task, at most 1,000 payments. @returns what is left to do, or null */
export type Step = (trx: Transaction<DB>, work: Task) => Promise<Task | null>

export type Tasks = {
  /** Does the tasks that a decision began, in order, and waits a while for their end; one that fails is tried again by the job. */
  finish(ids: readonly string[]): Promise<void>
  /**
   * Does a task to its end or until the signal; what it throws is the log's.
   * @param rests after each step for as long as it took: what nobody waits for takes half of the time at most
   */
  run(id: string, signal: AbortSignal, options?: { rests?: boolean }): Promise<void>
}

/** @param step how each kind of task is done: it is given here, since what does it knows nearly everything else */
export function createTasks(
  { db, log, stopping }: { db: Kysely<DB>; log: Logger; stopping: AbortSignal },
  step: Step,
): Tasks {
  const run = async (id: string, signal: AbortSignal, { rests = false } = {}) => {
    try {
      await runTask(db, step, id, signal, rests)
    } catch (error) {
      log.error({ err: error, task: id }, 'a task failed; it is tried again soon')
    }
  }
  const runAll = async (ids: readonly string[]) => {
    for (const id of ids) await run(id, stopping)
  }
  return {
    run,
    finish: async (ids) => {
      await withTimeout(runAll(ids), PATIENCE_MS, stopping)
    },
  }
}

/** Step by step, one transaction each; who does it beside us does every other step. */
async function runTask(
  db: Kysely<DB>,
  step: Step,
  id: string,
  signal: AbortSignal,
  rests: boolean,
): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now()
    const isMore = await retryTransaction(() => db.transaction().execute((trx) => runStep(trx, step, id)))
    if (!isMore) return
    if (rests) await sleep(performance.now() - began, signal)
  }
}

/** @returns whether more is to be done */
async function runStep(trx: Transaction<DB>, step: Step, id: string): Promise<boolean> {
  const task = await trx
    .selectFrom('tasks')
    .select('work')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!task) return false
  const rest = await step(trx, task.work)
  if (rest)
    await trx
      .updateTable('tasks')
      .set({ work: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute()
  else await trx.deleteFrom('tasks').where('id', '=', id).execute()
  return rest !== null
}
