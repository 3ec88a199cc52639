import { decodeHTMLStrict } from 'entities'
import { storableText } from '#api/metadata/text.ts'

const LONGEST = 1000

/** What Windows-1252 has where Latin-1 has control characters, from 0x80 on. */
const WINDOWS_1252 = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, n) => 0x80 + n)),
    (char, n) => [char, 0x80 + n],
  ),
)

/** Text of a feed on one line, as it can be stored; null for none. */
export function readText(text: string | undefined): string | null {
  const line = storableText(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  return line === '' ? null : line.slice(0, LONGEST).toWellFormed()
}

/** A title as it was meant: entities that were encoded twice or that XML does not know, and UTF-8 that was taken for Latin-1, are mended. */
export function readTitle(text: string | undefined): string | null {
  if (text === undefined) return null
  const decoded = decodeHTMLStrict(text.includes('&') ? decodeHTMLStrict(text) : text)
  return readText((asUtf8(decoded) ?? decoded).normalize('NFC'))
}

/**
 * Whether a feed's title is damaged where the known one is not: it holds replacement characters, entities, UTF-8 taken for another
 * encoding, or question marks for letters. A good title never makes room for it.
 */
export function isWorseTitle(title: string, known: string | null): boolean {
  if (known === null || known === title) return false
  return (isDamaged(title) && !isDamaged(known)) || isAsked(title, known)
}

function isDamaged(title: string): boolean {
  return /[\ufffd\u0080-\u009f]|&(?:#\d+|#x[\da-f]+|[a-z]\w+);|[ÂÃ][\u0080-\u00bf]|â€|Ã[ƒ‚]|ï¿½/iu.test(title)
}

/** Whether it is the known title with question marks where that has letters beyond ASCII. */
function isAsked(title: string, known: string): boolean {
  if (!title.includes('?') || /\P{ASCII}/u.test(title) || !/\P{ASCII}/u.test(known)) return false
  return title.replace(/\?+/g, '?') === known.replace(/[\P{ASCII}?]+/gu, '?')
}

/** The text that it is if its characters were bytes of UTF-8, read as Windows-1252; null where they cannot be. */
function asUtf8(text: string): string | null {
  if (!/[\u00c2-\u00f4][\u0080-\uffff]/.test(text)) return null
  const bytes = Array.from(text, (char) => WINDOWS_1252.get(char) ?? char.codePointAt(0) ?? 0)
  if (bytes.some((byte) => byte > 0xff)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}
