import type { Part, Template } from '#api/air/notes/template/parse-template.ts'
import { AppError } from '#api/errors.ts'

/** What a template is filled with. */
export type Values = { [name: string]: Value }
export type Value = string | number | boolean | null | Values | readonly Values[]

/** Notes longer than this are no notes; what is put in counts as what comes of it, since reading it takes as long. */
const LONGEST = 20_000_000
/** In letters: what a part costs that says nothing. */
const PART = 8

type Out = { texts: string[]; length: number }

/**
 * Fills a template. A value is looked for in the entry that a part is repeated for, then outwards; a list only in that entry,
 * so that parts within parts cannot multiply what there is.
 * @param asSafe makes a value safe for the format
 * @throws AppError unprocessable where it grows beyond all measure
 */
export function renderTemplate(template: Template, values: Values, asSafe: (text: string) => string): string {
  const out: Out = { texts: [], length: 0 }
  const known = new Map<string, string>()
  const safeOnce = (text: string) => {
    const made = known.get(text) ?? asSafe(text)
    known.set(text, made)
    return made
  }
  renderParts(template, [values], safeOnce, out)
  return out.texts.join('')
}

function renderParts(
  parts: readonly Part[],
  scopes: readonly Values[],
  asSafe: (text: string) => string,
  out: Out,
): void {
  for (const part of parts) {
    count(out, PART)
    if (part.kind === 'text') push(out, part.text)
    else if (part.kind === 'value') {
      const text = asText(lookUp(part.name, scopes))
      count(out, text.length)
      push(out, asSafe(text))
    } else {
      const entries = entriesOf(part.name, scopes)
      count(out, PART * entries.length)
      if (part.kind === 'each') for (const inner of entries) renderParts(part.parts, inner, asSafe, out)
      else if (entries.length === 0) renderParts(part.parts, scopes, asSafe, out)
    }
  }
}

function push(out: Out, text: string): void {
  count(out, text.length)
  out.texts.push(text)
}

/** @throws AppError unprocessable */
function count(out: Out, length: number): void {
  out.length += length
  if (out.length > LONGEST)
    throw new AppError('unprocessable', 'The notes are too long. Shorten the template.')
}

/** What a part is filled with: once for each of a list, once where a value is there. */
function entriesOf(name: string, scopes: readonly Values[]): (readonly Values[])[] {
  const value = lookUp(name, scopes)
  if (isList(value)) return scopes.at(-1)?.[name] === value ? value.map((entry) => [...scopes, entry]) : []
  if (value === null || value === undefined || value === false || value === '' || value === 0) return []
  return [typeof value === 'object' ? [...scopes, value] : scopes]
}

function lookUp(name: string, scopes: readonly Values[]): Value | undefined {
  return scopes.findLast((scope) => Object.hasOwn(scope, name))?.[name]
}

function isList(value: Value | undefined): value is readonly Values[] {
  return Array.isArray(value)
}

function asText(value: Value | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}
