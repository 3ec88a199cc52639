/** What is no JSON though some programs write it. */
const NO_VALUE = /-?(?:NaN|Infinity)\b|undefined\b/y

/**
 * Mends what carelessly made JSON has: line breaks and other control characters within strings, `NaN`, `Infinity` and
 * `undefined` for nothing, NUL and byte order marks between values.
 * @returns text that may be JSON; one pass, whatever it is given
 */
export function mendJson(text: string): string {
  const parts: string[] = []
  let inString = false
  let kept = 0
  const put = (at: number, instead: string, length = 1) => {
    parts.push(text.slice(kept, at), instead)
    kept = at + length
  }
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') inString = !inString
    else if (inString && char === '\\') at++
    else if (inString && char < ' ') put(at, escapeOf(char))
    else if (!inString && (char === '\0' || char === '\ufeff')) put(at, '')
    else if (!inString && /[-NIu]/.test(char)) {
      NO_VALUE.lastIndex = at
      const [word] = NO_VALUE.exec(text) ?? []
      if (word === undefined) continue
      put(at, 'null', word.length)
      at += word.length - 1
    }
  }
  parts.push(text.slice(kept))
  return parts.join('')
}

function escapeOf(control: string): string {
  return JSON.stringify(control).slice(1, -1)
}
