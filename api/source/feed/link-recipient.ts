import type { Context } from '#api/context.ts'
import type { RecipientLink } from '#api/contract/feed.ts'
import { AppError } from '#api/errors.ts'
import { findShow } from '#api/show/find-show.ts'
import { shareByFeed } from '#api/source/feed/share-by-feed.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'

/**
 * Says which wallet a recipient of value blocks is, or that it is none of ours. The shares of every show that pays it follow,
 * past ones too, and open claims are judged.
 * @throws AppError not-found, unprocessable where there is no such wallet
 */
export async function linkRecipient(
  ctx: Pick<Context, 'db' | 'tasks'>,
  slug: string,
  { address, custom_key = '', custom_value = '', wallet }: RecipientLink,
): Promise<void> {
  const known = { address: address.trim().toLowerCase(), custom_key, custom_value }
  const tasks = await decide(ctx.db, async (trx) => {
    await findShow(trx, slug)
    await trx
      .deleteFrom('wallet_addresses')
      .where('address', '=', known.address)
      .where('custom_key', '=', custom_key)
      .where('custom_value', '=', custom_value)
      .execute()
    if (wallet !== null) {
      const found = await trx.selectFrom('wallets').select('id').where('name', '=', wallet).executeTakeFirst()
      if (!found) throw new AppError('unprocessable', `There is no wallet named ${wallet}.`)
      await trx
        .insertInto('wallet_addresses')
        .values({ ...known, wallet_id: found.id })
        .execute()
    }
    const shows = await trx
      .selectFrom('value_recipients')
      .select('show_id')
      .distinct()
      .where('address', '=', known.address)
      .execute()
    const begun: string[] = []
    for (const { show_id } of shows) {
      const tasks = await shareByFeed(trx, show_id)
      // Blocks that only episodes have change no share of the show's, yet may settle claims that were open.
      begun.push(
        ...(tasks.length > 0
          ? tasks
          : [await beginTask(trx, { kind: 'judge-claims', show: show_id, after: null })]),
      )
    }
    return begun
  })
  await ctx.tasks.finish(tasks)
}
