import type { FieldPath } from '#api/contract/webhook.ts'
import { isObject } from '#api/lib/is-object.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'

/** So many fields are enough to point at. */
const MOST = 200
const DEEPEST = 20

export type SampleField = { at: FieldPath; name: string; value: string }

/** What lies at a path; text that is JSON is gone into like the rest, for some senders wrap theirs. */
export function fieldAt(value: unknown, path: FieldPath): unknown {
  let found = value
  for (const step of path) {
    const inside = opened(found)
    if (Array.isArray(inside)) found = inside[Number(step)]
    else if (isObject(inside) && Object.hasOwn(inside, step)) found = inside[step]
    else return undefined
  }
  return found
}

/** Every field that holds a text, a number, or yes or no. */
export function fieldsOf(value: unknown): SampleField[] {
  const fields: SampleField[] = []
  collect(value, [], fields)
  return fields
}

function collect(value: unknown, at: FieldPath, fields: SampleField[]): void {
  if (fields.length >= MOST || at.length > DEEPEST) return
  const inside = opened(value)
  if (Array.isArray(inside))
    for (const [index, item] of inside.slice(0, 5).entries()) collect(item, [...at, index], fields)
  else if (isObject(inside))
    for (const [name, item] of Object.entries(inside)) collect(item, [...at, name], fields)
  else if (at.length > 0 && value !== null && value !== undefined)
    fields.push({ at, name: at.join('.'), value: String(value).slice(0, 200) })
}

/** Text that is an object or a list as JSON, read; anything else as it is. */
export function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value
  try {
    const inside = parseExactly(value)
    return typeof inside === 'object' && inside !== null
      ? inside
      : typeof inside === 'string'
        ? opened(inside)
        : value
  } catch {
    return value
  }
}
