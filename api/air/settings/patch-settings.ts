import type { Kysely } from 'kysely'
import { DEFAULT_TEMPLATES } from '#api/air/notes/default-templates.ts'
import { parseTemplate } from '#api/air/notes/template/parse-template.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import { readAirSettings } from '#api/air/settings/air-settings.ts'
import { DEFAULT_NUMEROLOGY } from '#api/air/warnings/name-numbers.ts'
import type {
  AirSettings,
  AirSettingsAnswer,
  AirSettingsPatch,
  NoteFormat,
} from '#api/contract/air/settings.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Changes how a show's segments are made.
 * @throws AppError bad-request where a template cannot be read, with its line
 */
export async function patchSettings(db: Kysely<DB>, showId: number, patch: AirSettingsPatch): Promise<void> {
  for (const [format, template] of Object.entries(patch.templates ?? {})) checkTemplate(format, template)
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('shows').select('id').where('id', '=', showId).forUpdate().execute()
    const settings: AirSettings = Object.assign(await readAirSettings(trx, showId), patch)
    await trx
      .insertInto('show_air_settings')
      .values({ show_id: showId, settings: JSON.stringify(settings) })
      .onConflict((conflict) =>
        conflict.column('show_id').doUpdateSet({ settings: JSON.stringify(settings) }),
      )
      .execute()
    const open = await trx
      .selectFrom('segments')
      .select('id')
      .where('show_id', '=', showId)
      .where('closed_at', 'is', null)
      .where('merged_into', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (open) await touchSegment(trx, open.id)
  })
}

/** The settings with what they can be set back to. */
export function settingsAsJson(settings: AirSettings): AirSettingsAnswer {
  return {
    ...settings,
    default_templates: { ...DEFAULT_TEMPLATES },
    default_numerology: [...DEFAULT_NUMEROLOGY],
  }
}

const SPOKEN: Record<NoteFormat, string> = { md: 'Markdown', html: 'HTML', txt: 'plain text' }

function checkTemplate(format: string, template: string | null): void {
  if (template === null) return
  const parsed = parseTemplate(template)
  if ('error' in parsed)
    throw new AppError(
      'bad-request',
      `The template for ${SPOKEN[format as NoteFormat]}, line ${parsed.line}: ${parsed.error}`,
    )
}
