import type { Kysely } from 'kysely'
import {
  type PublicSettingsJson,
  type PublicSettingsPatch,
  publicSettingsSchema,
} from '#api/contract/public.ts'
import { readPublicSettings } from '#api/public/settings/read-settings.ts'
import type { DB } from '#db/schema/index.ts'

/** Changes what a show publishes; what is left out stays. Open pages and kept copies hear of it. */
export async function changePublicSettings(
  db: Kysely<DB>,
  showId: number,
  patch: PublicSettingsPatch,
): Promise<PublicSettingsJson> {
  return await db.transaction().execute(async (trx) => {
    // Two changes at once keep both.
    await trx.selectFrom('shows').select('id').where('id', '=', showId).forUpdate().execute()
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const settings = publicSettingsSchema.parse({ ...(await readPublicSettings(trx, showId)), ...given })
    const { goal, ...rest } = settings
    const row = {
      ...rest,
      goal_title: goal?.title ?? null,
      goal_sats: goal?.sats ?? null,
      goal_since: goal?.since ?? null,
    }
    await trx
      .insertInto('public_settings')
      .values({ show_id: showId, ...row })
      .onConflict((conflict) => conflict.column('show_id').doUpdateSet(row))
      .execute()
    // The feed of changes tells every process.
    await trx
      .updateTable('shows')
      .set((show) => ({ is_public: show.ref('is_public') }))
      .where('id', '=', showId)
      .execute()
    return settings
  })
}
