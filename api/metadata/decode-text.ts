/** Text made from bytes, and whether some were no UTF-8 and had to be guessed. */
export type Decoded = { text: string; guessed: boolean }

/** Characters of UTF-8 that take several bytes each (RFC 3629), every byte written as a letter. */
const SEVERAL_BYTES =
  /((?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)/

const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf16le = new TextDecoder('utf-16le')
const utf16be = new TextDecoder('utf-16be')
const latin1 = new TextDecoder('windows-1252')

/**
 * Makes text of bytes that should be UTF-8; a byte order mark goes. A byte that is none is read as the letter of Latin-1 that old
 * software means by it, so that one such letter costs no other one.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: utf16le.decode(bytes), guessed: false }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: utf16be.decode(bytes), guessed: false }
  try {
    return { text: utf8.decode(bytes), guessed: false }
  } catch {
    const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const parts = letters.split(SEVERAL_BYTES).map((part, index) => {
      const own = Buffer.from(part, 'latin1')
      return index % 2 === 1 ? own.toString('utf8') : latin1.decode(own)
    })
    const text = parts.join('')
    return { text: text.replace(/^\ufeff/, ''), guessed: true }
  }
}
