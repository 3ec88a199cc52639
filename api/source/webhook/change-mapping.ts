import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { WebhookMapping, webhookChangedSchema } from '#api/contract/webhook.ts'
import { noWebhook } from '#api/source/webhook/make-webhook.ts'
import { readDelivery } from '#api/source/webhook/take-delivery.ts'

/**
 * Reads what comes in another way from now on, and once more the last that could not be read. What is recorded stays as it was read.
 * @throws AppError not-found
 */
export async function changeMapping(
  ctx: Pick<Context, 'db' | 'intake' | 'now'>,
  name: string,
  mapping: WebhookMapping,
): Promise<z.infer<typeof webhookChangedSchema>> {
  const changed = await ctx.db
    .updateTable('webhooks')
    .set({ mapping: JSON.stringify(mapping) })
    .where('source_id', '=', (select) => select.selectFrom('sources').select('id').where('name', '=', name))
    .returning(['source_id', 'unread'])
    .executeTakeFirst()
  if (!changed) throw noWebhook(name)
  const { source_id, unread } = changed
  if (unread === null) return { again: null, problem: null }
  const { problem, ...again } = await readDelivery(ctx, { source_id, name }, mapping, unread, isForm(unread))
  return { again, problem }
}

/** Fields of a form never begin as JSON does. */
function isForm(bytes: Buffer): boolean {
  return /^[\w.%+-]+=/.test(bytes.toString('utf8'))
}
