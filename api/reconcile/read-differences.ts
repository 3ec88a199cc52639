import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import type { Differences, differencesQuerySchema } from '#api/contract/reconcile.ts'
import { AppError } from '#api/errors.ts'
import { resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { parseInput } from '#api/http/route.ts'
import { compare } from '#api/reconcile/compare/compare.ts'
import { type FoundList, findList, listAsJson } from '#api/reconcile/find-list.ts'
import { comparisonOf } from '#api/reconcile/read-overview.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>

/**
 * Where a wallet's list and the books differ, in its period or a part of it.
 * @throws AppError not-found; bad-request where the list does not cover the part
 */
export async function readDifferences(
  ctx: Needed,
  id: string,
  part: z.output<typeof differencesQuerySchema>,
): Promise<Differences> {
  const list = await findList(ctx, id)
  const json = listAsJson(list, ctx.now())
  if (list.state !== 'read') return { list: json, figures: null, items: [] }
  const comparison = comparisonOf(list, await timeOf(ctx, list, part))
  return { list: json, ...(await inSnapshot(ctx, 'UTC', (snapshot) => compare(snapshot, comparison))) }
}

async function timeOf(
  { db }: Needed,
  { from_day, to_day, time_zone, from_at, until_at }: FoundList,
  { from = from_day, to = to_day }: z.output<typeof differencesQuerySchema>,
): Promise<{ from: Date; until: Date }> {
  if (from < from_day || to > to_day || from > to)
    throw new AppError('bad-request', `This list is of ${from_day} to ${to_day}.`)
  const query = parseInput(receiptQuerySchema, { from, to, tz: time_zone }, 'query')
  const { from: first, until } = await resolveReceipts(db, query)
  return { from: first ?? from_at, until: until ?? until_at }
}
