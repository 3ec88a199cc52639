import { oneLine } from '#api/lib/one-line.ts'

/**
 * Text in Markdown: in one line, and with nothing in it that could mean something, so that it makes no link, heading, list, quote,
 * code, table, HTML, formula or mention, in CommonMark, in kramdown and in readers that make links of bare addresses; and no tag of
 * Liquid, which Jekyll looks for first.
 */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      // kramdown takes no backslash before these.
      .replace(/[@^~]|&(?=[#\w])/g, (sign) => ENTITIES[sign] ?? sign)
      .replace(/(?<!&)#|[\\`*_{}[\]<>|$=]/g, '\\$&')
      // A tag of Liquid begins with a brace and this, which may stand in the text before.
      .replace(/^%|(?<=\{)%|%(?=\\\})/g, '&#37;')
      // Addresses.
      .replace(/\/(?=\/)/g, '&#47;')
      .replace(/(?<=\S)\.(?=\p{L})|(?<=www)\./giu, '\\.')
      // What begins a list or a definition, at the beginning.
      .replace(/^([+:-])/, '\\$1')
      .replace(/^(\d{1,9})([.)])/, '$1\\$2')
  )
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '@': '&#64;', '^': '&#94;', '~': '&#126;' }
