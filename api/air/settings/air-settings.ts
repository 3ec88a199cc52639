import type { Kysely } from 'kysely'
import { DEFAULT_NUMEROLOGY } from '#api/air/warnings/name-numbers.ts'
import type { AirSettings } from '#api/contract/air/settings.ts'
import type { DB } from '#db/schema/index.ts'

/** How a show's segments are made until its hosts say otherwise. */
export const DEFAULT_SETTINGS: AirSettings = {
  together: true,
  unproven: 'shown',
  order: { baller: 'largest', boosts: 'arrival', fiat: 'arrival', member: 'arrival', thanks: 'arrival' },
  target_s: null,
  fold: true,
  presets: [],
  words: [],
  numerology: [...DEFAULT_NUMEROLOGY],
  templates: { md: null, html: null, txt: null },
}

/** How a show's segments are made. */
export async function readAirSettings(db: Kysely<DB>, showId: number): Promise<AirSettings> {
  const row = await db
    .selectFrom('show_air_settings')
    .select('settings')
    .where('show_id', '=', showId)
    .executeTakeFirst()
  return { ...DEFAULT_SETTINGS, ...row?.settings }
}
