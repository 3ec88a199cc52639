import type { SecretBox } from '#api/auth/secret-box.ts'
import type { Config } from '#api/config.ts'

/** Where a source is told of payments, and what that is signed with. */
export type SourceWebhook = {
  path: string
  /** The path at the address that people open; null where that is not set. */
  address: string | null
  secret: string
}

/** The webhook of a source: the same whenever it is asked for, and nothing of it is stored. */
export function webhookOf(
  { secrets, config }: { secrets: SecretBox; config: Pick<Config, 'publicUrl'> },
  sourceId: number,
): SourceWebhook {
  const path = `/api/v1/public/sources/${sourceId}/told`
  return {
    path,
    address: config.publicUrl === null ? null : `${config.publicUrl}${path}`,
    secret: secrets.derive(`told:${sourceId}`).toString('hex'),
  }
}
