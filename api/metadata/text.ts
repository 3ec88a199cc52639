/** A JSON value as text, however deeply it is nested: `JSON.stringify` gives up on some thousands of levels. */
export function jsonText(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? 'null').toWellFormed()
  } catch {
    return deepText(value).toWellFormed()
  }
}

/** Without recursion; what is no JSON is null. */
function deepText(value: unknown): string {
  const parts: string[] = []
  const waiting: (string | { value: unknown })[] = [{ value }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') parts.push(next)
    else if (typeof next.value !== 'object' || next.value === null) parts.push(flatText(next.value))
    else waiting.push(...pieces(next.value).reverse())
  }
  return parts.join('')
}

function pieces(value: object): (string | { value: unknown })[] {
  if (Array.isArray(value))
    return ['[', ...value.flatMap((item, index) => [index > 0 ? ',' : '', { value: item }]), ']']
  const fields = Object.entries(value).flatMap(([key, field], index) => [
    `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`,
    { value: field },
  ])
  return ['{', ...fields, '}']
}

function flatText(value: unknown): string {
  return typeof value === 'bigint' ? 'null' : (JSON.stringify(value) ?? 'null')
}

/** In letters; no app is called longer. */
const LONGEST_APP = 200

/** An app's name as it is kept. What is summed and listed by app is indexed by it, and indexes take no long text. */
export function appName(name: string | null | undefined): string | null {
  return name == null ? null : name.slice(0, LONGEST_APP).toWellFormed()
}

/**
 * Text as PostgreSQL can store it: NUL becomes the symbol for it (␀), half a surrogate pair the replacement character. All
 * else is kept as sent: emoji, right-to-left marks, zero-width characters.
 */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '␀') : whole
}
