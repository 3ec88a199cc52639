import type { Kysely } from 'kysely'
import {
  type PublicSettingsJson,
  type PublicSettingsPatch,
  publicSettingsSchema,
} from '#api/contract/public.ts'
import { readPublicSettings } from '#api/public/settings/read-settings.ts'
import { touchShow } from '#api/show/touch-show.ts'
import type { DB } from '#db/schema/index.ts'

/** Changes what a show publishes; what is left out stays. Open pages and kept copies hear of it. */
export async function changePublicSettings(
  db: Kysely<DB>,
  showId: number,
  patch: PublicSettingsPatch,
): Promise<PublicSettingsJson> {
  return await db.transaction().execute(async (trx) => {
    // Two changes at once keep both; the feed of changes tells every process.
    await touchShow(trx, showId)
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const settings = publicSettingsSchema.parse({ ...(await readPublicSettings(trx, showId)), ...given })
    await trx
      .insertInto('public_settings')
      .values({ show_id: showId, ...settings })
      .onConflict((conflict) => conflict.column('show_id').doUpdateSet(settings))
      .execute()
    return settings
  })
}
