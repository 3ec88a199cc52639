import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { wakePages } from '#api/source/connection/notify-sources.ts'
import { webhookOf } from '#api/source/told/webhook-of.ts'

/**
 * Passes on what was sent to a source's webhook to whoever follows it, in any process. It only says what to ask for: what was paid is
 * read from the shop itself.
 * @param header one of the request's, by its name
 * @throws AppError not-allowed where it is not signed with the source's secret, or there is no such source
 */
export async function takeTold(
  ctx: Pick<Context, 'db' | 'secrets' | 'config' | 'now'>,
  sourceId: number,
  bytes: Buffer,
  header: (name: string) => string | undefined,
): Promise<void> {
  const source = await ctx.db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .select(['sources.kind', 'told_at'])
    .where('source_id', '=', sourceId)
    .executeTakeFirst()
  const { secret } = webhookOf(ctx, sourceId)
  const told = source && kindNamed(source.kind).hear?.({ bytes, header, secret })
  if (!told)
    throw new AppError(
      'not-allowed',
      'This is not signed with the secret of a source that is followed here. Give the shop address and secret as the source’s page shows them.',
    )
  if (told.what !== null) await notifyTold(ctx, sourceId, told.what)
  // Of one payment it is told several times.
  const { numUpdatedRows } = await ctx.db
    .updateTable('connections')
    .set({ told_at: ctx.now() })
    .where('source_id', '=', sourceId)
    .where(sql<boolean>`(told_at is null or told_at < now() - interval '10 seconds')`)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await wakePages(ctx.db)
}

async function notifyTold({ db }: Pick<Context, 'db'>, sourceId: number, what: string): Promise<void> {
  await sql`select pg_notify('told_' || current_schema(), ${JSON.stringify([sourceId, what])})`.execute(db)
}
