import type { NoteFormat } from '#api/contract/air/settings.ts'
import { escapeHtml } from '#api/page/html.ts'

/** Makes text that listeners wrote harmless in show notes: it reads as it was written, and is nothing but text. */
export const ESCAPES: Record<NoteFormat, (text: string) => string> = {
  md: escapeMarkdown,
  html: (text) => escapeHtml(oneLine(text)),
  txt: (text) => oneLine(text),
}

/** Characters that mean something in Markdown wherever they stand, in CommonMark and its common extensions. */
const MEANS = /[\\`*_{}[\]<>|~^$#=&@]/g

/**
 * Text in Markdown: in one line, every character that could mean something escaped, so that it makes no link, heading, list,
 * quote, code, table, HTML or formula.
 */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(MEANS, '\\$&')
      // Links that need no brackets.
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/\b(www)\./gi, '$1\\.')
      // What begins a list, or underlines a heading, at the beginning.
      .replace(/^([+-])/, '\\$1')
      .replace(/^(\d{1,9})([.)])/, '$1\\$2')
  )
}

/** Line breaks and other control characters as spaces, and nothing that turns the text around it the other way. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
}
