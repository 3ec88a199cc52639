import type { Slide } from '#client/air/read/slides.ts'
import { t } from '#client/air/words.ts'
import { nameOf as supporterName } from '#client/format/supporter.ts'

/** What a turn is called in a word. */
export function nameOf(slide: Slide | undefined): string | null {
  if (!slide) return null
  if (slide.kind === 'group') return supporterName(slide.group.supporter)
  return slide.kind === 'thanks' ? t('Thanks') : t('Streams')
}
