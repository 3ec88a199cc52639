import type { Warning } from '#api/contract/air/section.ts'
import { formatCount } from '#client/format/sats.ts'

/** What to look at before reading it aloud, in a few words. */
export function sayWarning({ kind, text }: Warning): string {
  if (kind === 'doubtful_claim') return text ? `claims ${formatCount(Number(text))}` : 'claim in doubt'
  if (kind === 'possible_double') return 'maybe there twice'
  if (kind === 'link') return 'holds a link'
  return kind === 'word_in_name' ? `name says “${text}”` : `says “${text}”`
}
