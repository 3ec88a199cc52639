import { saySats } from '#api/air/notes/format.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { openPurse, sayOverBudget, sumSpent } from '#api/reply/purse/purse.ts'

/**
 * Whether there is a wallet for it, the day's budget holds it, and a person was asked where the sum asks for that.
 * @throws AppError unprocessable; conflict where a person is to be asked
 */
export async function mustFit(
  ctx: Pick<Context, 'db' | 'secrets' | 'now'>,
  { total_msat, confirmed }: { total_msat: number; confirmed: boolean },
): Promise<void> {
  const purse = await openPurse(ctx)
  if (!purse)
    throw new AppError(
      'unprocessable',
      'No wallet to reply from is set up. An owner does it, under What goes out.',
    )
  const waiting = await ctx.db
    .selectFrom('replies')
    .select((row) => row.fn.coalesce(row.fn.sum<number>('amount_msat'), row.lit(0)).as('sum'))
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirstOrThrow()
  const left = purse.daily_msat - (await sumSpent(ctx.db, ctx.now())) - Number(waiting.sum)
  if (total_msat > left) throw new AppError('unprocessable', sayOverBudget(left))
  if (total_msat >= purse.ask_from_msat && !confirmed)
    throw new AppError(
      'conflict',
      `Are you sure? It is ${saySats(total_msat)}. Send it with “confirmed” if you are.`,
    )
}
