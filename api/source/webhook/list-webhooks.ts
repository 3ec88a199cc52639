import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { webhookMappingSchema, type webhookSchema } from '#api/contract/webhook.ts'
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
    ])
    .orderBy('sources.name')
    .execute()
  return rows.map(({ mapping, created_at, came_at, ...row }) => ({
    ...row,
    mapping: webhookMappingSchema.parse(mapping),
    created_at: created_at.toISOString(),
    came_at: came_at?.toISOString() ?? null,
  }))
}
