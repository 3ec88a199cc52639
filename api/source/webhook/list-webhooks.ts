import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { LARGEST_SAMPLE, webhookMappingSchema, type webhookSchema } from '#api/contract/webhook.ts'
import type { DB } from '#db/schema/index.ts'

/** Every webhook, with how it does, by name. */
export async function listWebhooks(db: Kysely<DB>): Promise<z.infer<typeof webhookSchema>[]> {
  const rows = await db
    .selectFrom('webhooks')
    .innerJoin('sources', 'sources.id', 'webhooks.source_id')
    .innerJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .select([
      'sources.name',
      'wallets.name as wallet',
      'mapping',
      'webhooks.created_at',
      'came_at',
      'problem',
      'unread',
    ])
    .orderBy('sources.name')
    .execute()
  return rows.map(({ mapping, created_at, came_at, unread, ...row }) => ({
    ...row,
    mapping: webhookMappingSchema.parse(mapping),
    created_at: created_at.toISOString(),
    came_at: came_at?.toISOString() ?? null,
    unread: unread === null || unread.length > LARGEST_SAMPLE ? null : unread.toString('utf8'),
  }))
}
