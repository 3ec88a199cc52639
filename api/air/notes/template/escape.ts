import type { NoteFormat } from '#api/contract/air/settings.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { escapeHtml } from '#api/page/html.ts'
import { escapeMarkdown } from '#api/page/markdown.ts'

/** Makes text that listeners wrote harmless in show notes: it reads as it was written, and is nothing but text. */
export const ESCAPES: Record<NoteFormat, (text: string) => string> = {
  md: escapeMarkdown,
  // Sites look for tags of Liquid and for shortcodes in HTML.
  html: (text) => escapeHtml(oneLine(text)).replaceAll('{', '&#123;').replaceAll('[', '&#91;'),
  txt: oneLine,
}
