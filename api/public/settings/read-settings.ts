import type { Kysely } from 'kysely'
import type { PublicSettingsJson } from '#api/contract/public.ts'
import type { DB } from '#db/schema/index.ts'

/** Safe by default: messages only after they were read on air, no fiat, no pages of supporters. */
const DEFAULTS: PublicSettingsJson = {
  description: null,
  language: 'en',
  messages: 'after_read',
  aired_with: null,
  amounts: 'exact',
  names: true,
  fiat: false,
  supporter_pages: false,
  listed: true,
  splits: true,
}

/** What a show publishes once it is public. */
export async function readPublicSettings(db: Kysely<DB>, showId: number): Promise<PublicSettingsJson> {
  const row = await db
    .selectFrom('public_settings')
    .selectAll()
    .where('show_id', '=', showId)
    .executeTakeFirst()
  if (!row) return DEFAULTS
  const { show_id: _, ...settings } = row
  return settings
}
