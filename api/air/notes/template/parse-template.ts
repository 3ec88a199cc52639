/**
 * A template is text with tags: `{{name}}` is a value, `{{#list}}…{{/list}}` its text once for each of a list, or once where
 * something is there, `{{^list}}…{{/list}}` where nothing is. There is nothing else: no code, no raw output.
 */
export type Template = readonly Part[]
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string }
  | { kind: 'each' | 'none'; name: string; parts: Part[] }

/** What is wrong with a template, as a sentence, and in which line. */
export type TemplateError = { error: string; line: number }

const TAG = /\{\{\s*([#^/]?)\s*([a-z_]+)\s*\}\}/y
/** Deeper than what there is to tell. */
const DEEPEST = 8

type Open = { name: string; line: number; parts: Part[] }

/** Reads a template. A tag that opens or ends a part and stands alone in its line takes the line with it. */
export function parseTemplate(source: string): { template: Template } | TemplateError {
  const root: Part[] = []
  const open: Open[] = []
  let parts = root
  let at = 0
  while (at < source.length) {
    const tagAt = source.indexOf('{{', at)
    if (tagAt === -1) break
    const line = lineOf(source, tagAt)
    TAG.lastIndex = tagAt
    const tag = TAG.exec(source)
    if (!tag) return { error: 'A tag is a name in double braces: {{name}}.', line }
    const [whole, sign, name = ''] = tag
    const end = tagAt + whole.length
    const alone = sign === '' ? null : aloneInLine(source, tagAt, end)
    pushText(parts, source.slice(at, alone?.from ?? tagAt))
    at = alone?.to ?? end
    if (sign === '') parts.push({ kind: 'value', name })
    else if (sign === '/') {
      const closed = open.pop()
      if (closed?.name !== name) return { error: `{{/${name}}} ends what is not open here.`, line }
      parts = open.at(-1)?.parts ?? root
    } else {
      if (open.length === DEEPEST) return { error: `Parts are at most ${DEEPEST} deep.`, line }
      const part: Part = { kind: sign === '#' ? 'each' : 'none', name, parts: [] }
      parts.push(part)
      parts = part.parts
      open.push({ name, line, parts })
    }
  }
  pushText(parts, source.slice(at))
  const left = open.at(-1)
  if (left) return { error: `{{#${left.name}}} has no {{/${left.name}}}.`, line: left.line }
  return { template: root }
}

function pushText(parts: Part[], text: string): void {
  if (text !== '') parts.push({ kind: 'text', text })
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split('\n').length
}

/** The line that a tag stands alone in, with its end. */
function aloneInLine(source: string, from: number, to: number): { from: number; to: number } | null {
  const start = source.lastIndexOf('\n', from - 1) + 1
  const end = source.indexOf('\n', to)
  const before = source.slice(start, from)
  const after = source.slice(to, end === -1 ? undefined : end)
  if (before.trim() !== '' || after.trim() !== '') return null
  return { from: start, to: end === -1 ? source.length : end + 1 }
}
