import type { Slide } from '#client/air/read/slides.ts'
import { t } from '#client/air/words.ts'

/** What a turn is called in a word. */
export function nameOf(slide: Slide | undefined): string | null {
  if (!slide) return null
  if (slide.kind === 'group') return slide.group.supporter.name
  return slide.kind === 'thanks' ? t('Thanks') : t('Streams')
}
