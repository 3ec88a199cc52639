import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { openPurse, sumSpent } from '#api/reply/purse/purse.ts'

const NUMBERS = new Intl.NumberFormat('en')

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
  if (total_msat > left)
    throw new AppError(
      'unprocessable',
      `It is more than what is left of the day’s budget: ${NUMBERS.format(Math.max(0, Math.floor(left / 1000)))} sats.`,
    )
  if (total_msat >= purse.ask_from_msat && !confirmed)
    throw new AppError(
      'conflict',
      `Are you sure? It is ${NUMBERS.format(total_msat / 1000)} sats. Send it with “confirmed” if you are.`,
    )
}
