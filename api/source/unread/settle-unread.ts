import type { Context } from '#api/context.ts'
import type { UnreadRetryJson } from '#api/contract/source.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { wakePages } from '#api/source/connection/notify-sources.ts'
import { isTestNetwork } from '#api/source/kind/network.ts'
import { clearUnread } from '#api/source/unread/write-unread.ts'

type Means = Pick<Context, 'db' | 'database' | 'log' | 'now'>

/**
 * Reads once more what could not be read, by what this version knows: recorded, it leaves the list; else the list says why not.
 * @throws AppError not-found, unprocessable where nothing was kept that could be read
 */
export async function retryUnread(ctx: Means, source: string, id: number): Promise<UnreadRetryJson> {
  const row = await findUnread(ctx, source, id)
  const { raw } = row
  if (raw === null)
    throw new AppError(
      'unprocessable',
      'Nothing of it came, so there is nothing to read again. Look it up in the wallet, and add it by hand.',
    )
  const result = kindNamed(row.kind).read(parseExactly(raw))
  if ('skip' in result) return { recorded: false, says: `It is no payment that came in: ${result.skip}.` }
  if ('error' in result) return { recorded: false, says: result.error }
  if (!row.count_test_money && result.reports.some(({ network }) => isTestNetwork(network ?? row.network)))
    return { recorded: false, says: 'It is test money, which this source does not count.' }
  const origin = { source, kind: row.kind, exactness: row.exactness }
  const reports = result.reports.map((report) => ({ ...report, raw }))
  const outcomes = await recordOrSplit(
    ctx.database.keeping,
    ctx.log,
    reports.map((report) => ({ origin, report })),
    async (trx, refused) => {
      if (refused.length > 0) return
      await clearUnread(trx, row.source_id, reports)
      await trx.deleteFrom('unread').where('id', '=', id).execute()
    },
    ctx.now(),
  )
  await wakePages(ctx.db)
  const refused = outcomes.find((outcome) => outcome.status === 'rejected')
  return refused ? { recorded: false, says: refused.error } : { recorded: true, says: 'It is recorded.' }
}

/** Has something unread be shown no more, also where it is reported again. @throws AppError not-found */
export async function dismissUnread(ctx: Means, source: string, id: number): Promise<void> {
  await findUnread(ctx, source, id)
  await ctx.db.updateTable('unread').set({ dismissed_at: ctx.now() }).where('id', '=', id).execute()
  await wakePages(ctx.db)
}

async function findUnread({ db }: Means, source: string, id: number) {
  const row = await db
    .selectFrom('unread')
    .innerJoin('sources', 'sources.id', 'unread.source_id')
    .leftJoin('connections', 'connections.source_id', 'sources.id')
    .select(['unread.source_id', 'raw', 'sources.kind', 'sources.exactness', 'network', 'count_test_money'])
    .where('unread.id', '=', id)
    .where('sources.name', '=', source)
    .executeTakeFirst()
  return orNotFound(row, `thing of the source "${source}" with this id that could not be read`)
}
