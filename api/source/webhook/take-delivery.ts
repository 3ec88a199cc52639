import { hashToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import { type WebhookMapping, webhookMappingSchema } from '#api/contract/webhook.ts'
import { AppError } from '#api/errors.ts'
import { parseJson } from '#api/intake/parse-report.ts'
import type { Report } from '#api/intake/report.ts'
import { readSafely } from '#api/source/kind/reading.ts'
import { recallTimes } from '#api/source/run/recall-times.ts'
import { deliveryAsReports, itemsOf } from '#api/source/webhook/delivery-as-reports.ts'

export type Delivered = { recorded: number; known: number; skipped: number }

/**
 * Takes what was sent to a webhook's address. What cannot be read is kept with its reason until something that can comes.
 * @param isForm whether it is fields of a form, as some services send
 * @throws AppError not-found where there is no such address, unprocessable with what is wrong
 */
export async function takeDelivery(
  ctx: Pick<Context, 'db' | 'intake' | 'now'>,
  token: string,
  bytes: Uint8Array,
  isForm: boolean,
): Promise<Delivered> {
  const webhook = await ctx.db
    .selectFrom('webhooks')
    .innerJoin('sources', 'sources.id', 'webhooks.source_id')
    .select(['source_id', 'name', 'mapping'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (!webhook) throw new AppError('not-found', 'There is no webhook at this address.')
  const mapping = webhookMappingSchema.parse(webhook.mapping)
  const result = await readDelivery(ctx, webhook, mapping, bytes, isForm)
  await ctx.db
    .updateTable('webhooks')
    .set({ came_at: ctx.now() })
    .where('source_id', '=', webhook.source_id)
    .execute()
  if (result.problem !== null) throw new AppError('unprocessable', result.problem)
  const { recorded, known, skipped } = result
  return { recorded, known, skipped }
}

/** Records what was sent, as a mapping reads it; what cannot be read is kept in the place of what could not be before. */
export async function readDelivery(
  ctx: Pick<Context, 'db' | 'intake' | 'now'>,
  webhook: { source_id: number; name: string },
  mapping: WebhookMapping,
  bytes: Uint8Array,
  isForm: boolean,
): Promise<Delivered & { problem: string | null }> {
  const result = await record(ctx, webhook, mapping, isForm ? readForm(bytes) : parseJson(bytes))
  const { problem } = result
  await ctx.db
    .updateTable('webhooks')
    .set({ problem, unread: problem === null ? null : Buffer.from(bytes) })
    .where('source_id', '=', webhook.source_id)
    .execute()
  return result
}

type Result = Delivered & { problem: string | null }

/** Records all that can be; one bad payment never costs another. */
async function record(
  { db, intake, now }: Pick<Context, 'db' | 'intake' | 'now'>,
  { source_id, name }: { source_id: number; name: string },
  mapping: WebhookMapping,
  sent: ReturnType<typeof parseJson>,
): Promise<Result> {
  const result: Result = { recorded: 0, known: 0, skipped: 0, problem: null }
  if ('error' in sent) return { ...result, problem: sent.error }
  const reports: Report[] = []
  for (const item of itemsOf(sent.value)) {
    const read = readSafely((one) => deliveryAsReports(one, mapping, now()), item)
    if ('reports' in read) reports.push(...read.reports)
    else if ('skip' in read) result.skipped += 1
    else result.problem ??= read.error
  }
  // What tells no time is sent again with another one of ours.
  const first = await recallTimes(db, source_id, mapping.time === null ? reports.map(({ ref }) => ref) : [])
  const timed = reports.map((report) => ({
    ...report,
    settled_at: first.get(report.ref) ?? report.settled_at,
  }))
  const outcomes = await intake.record({ source: name, kind: 'webhook', exactness: 3 }, timed)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') result.problem ??= outcome.error
    else if (outcome.status === 'duplicate') result.known += 1
    else result.recorded += 1
  }
  return result
}

function readForm(bytes: Uint8Array): { value: unknown } {
  return { value: Object.fromEntries(new URLSearchParams(Buffer.from(bytes).toString('utf8'))) }
}
