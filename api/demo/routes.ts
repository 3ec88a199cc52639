import { AppError } from '#api/errors.ts'
import { defineRoute } from '#api/http/route.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'

export const demoRoutes = [
  defineRoute({
    method: 'delete',
    path: '/api/v1/demo',
    may: 'admin',
    proof: false,
    summary: 'Removes the demo, with its shows, wallets, payments, boosts and supporters',
    errors: [404],
    handle: async ({ ctx }) => {
      const task = await decide(ctx.db, async (trx) => {
        const demo = await trx.selectFrom('shows').select('id').where('demo', '=', true).limit(1).execute()
        const wallet = await trx
          .selectFrom('wallets')
          .select('id')
          .where('demo', '=', true)
          .limit(1)
          .execute()
        if (demo.length + wallet.length === 0) throw new AppError('not-found', 'There is no demo here.')
        return await beginTask(trx, { kind: 'remove-demo' })
      })
      await ctx.tasks.finish([task])
    },
  }),
]
