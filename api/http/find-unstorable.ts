type Part = { value: unknown; name: string; above: Part | null }

/**
 * Where text lies that the database cannot keep: with NUL, or half of a pair of surrogates. Looked for in all that is sent, so that
 * no field can forget it.
 * @param value as a request brought it, however deep
 * @returns the names that lead there, `''` for the value itself; null where there is none
 */
export function findUnstorable(value: unknown): string | null {
  const rest: Part[] = [{ value, name: '', above: null }]
  for (let part = rest.pop(); part; part = rest.pop()) {
    const { value: found } = part
    if (typeof found === 'string' ? !isStorable(found) : !isStorable(part.name)) return placeOf(part)
    if (typeof found !== 'object' || found === null) continue
    for (const [name, inner] of Object.entries(found)) rest.push({ value: inner, name, above: part })
  }
  return null
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

function placeOf(part: Part): string {
  const names: string[] = []
  for (let each: Part | null = part; each?.above; each = each.above) names.unshift(each.name)
  return names.join('.').replaceAll('\0', '').toWellFormed().slice(0, 200)
}
