import { expect, it } from 'vitest'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { tasksJob } from '#api/task/job.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()

/** A show of three batches that was set aside in a service that stopped before it had begun with the payments. */
async function leaveTask(podcast: string, payments: number): Promise<string> {
  const { db } = service.ctx
  for (let from = 0; from < payments; from += 500)
    await recordPayments(
      db,
      ...Array.from({ length: Math.min(500, payments - from) }, (_, index) =>
        makeReport({
          amount_msat: 1000,
          settled_at: new Date(Date.UTC(2026, 4, 1, 0, from + index)).toISOString(),
          boostagram: { podcast, action: 'stream', message: null },
        }),
      ),
    )
  return await decide(db, async (trx) => {
    const show = await trx
      .updateTable('shows')
      .set({ status: 'set_aside', set_aside_from: 'provisional' })
      .where('title', '=', podcast)
      .returning('id')
      .executeTakeFirstOrThrow()
    return await beginTask(trx, { kind: 'set-aside-show', show: show.id, after: null })
  })
}

async function waiting(podcast: string): Promise<number> {
  const { rows } = await service.ctx.database.pool.query(
    'select from payments join shows on shows.id = show_id where title = $1 and not set_aside',
    [podcast],
  )
  return rows.length
}

it('a task that a stopped service left is finished by the job, from where it was', async () => {
  const { ctx } = service
  const id = await leaveTask('Left', 2100)
  const stopping = new AbortController()
  const steps = ctx.tasks.run(id, stopping.signal)
  stopping.abort()
  await steps
  expect(await waiting('Left')).toBe(1100)
  await tasksJob.run(ctx, new AbortController().signal)
  expect(await waiting('Left')).toBe(0)
  expect(await ctx.db.selectFrom('tasks').selectAll().execute()).toEqual([])
})

it('two who do one task share its steps', async () => {
  const { ctx } = service
  const id = await leaveTask('Shared', 2100)
  const { signal } = new AbortController()
  await Promise.all([1, 2, 3].map(() => ctx.tasks.run(id, signal)))
  expect(await waiting('Shared')).toBe(0)
  expect(await ctx.db.selectFrom('tasks').selectAll().execute()).toEqual([])
})
