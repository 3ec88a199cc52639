import { saySats } from '#api/air/notes/format.ts'
import type { Context } from '#api/context.ts'
import type { ReplyState } from '#api/contract/reply.ts'
import { AppError } from '#api/errors.ts'
import { costOf, feeLimit } from '#api/reply/pay/fee-limit.ts'
import { openPurse, sayOverBudget, sumSpent } from '#api/reply/purse/purse.ts'

type Means = Pick<Context, 'db' | 'secrets' | 'now'>

/**
 * Whether there is a wallet for it, the day's budget holds it with its fees, and a person was asked where the sum asks for that. What
 * bookkeepers ask for holds up nobody who may pay: it counts once somebody says yes, and until then among what they ask for alone.
 * @throws AppError unprocessable; conflict where a person is to be asked
 */
export async function mustFit(
  ctx: Means,
  {
    total_msat,
    count,
    pays,
    confirmed,
  }: { total_msat: number; count: number; pays: boolean; confirmed: boolean },
): Promise<void> {
  const purse = await openPurse(ctx)
  if (!purse)
    throw new AppError(
      'unprocessable',
      'No wallet to reply from is set up. An owner does it, under What goes out.',
    )
  const states: ReplyState[] = pays ? ['waiting'] : ['waiting', 'asked']
  const { cost } = await ctx.db
    .selectFrom('replies')
    .select(costOf().as('cost'))
    .where('state', 'in', states)
    .executeTakeFirstOrThrow()
  const left = purse.daily_msat - (await sumSpent(ctx.db, ctx.now())) - Number(cost)
  const fees = count === 0 ? 0 : count * feeLimit(total_msat / count)
  if (total_msat + fees > left) throw new AppError('unprocessable', sayOverBudget(left))
  if (total_msat >= purse.ask_from_msat && !confirmed)
    throw new AppError(
      'conflict',
      `Are you sure? It is ${saySats(total_msat)}. Send it with “confirmed” if you are.`,
    )
}
