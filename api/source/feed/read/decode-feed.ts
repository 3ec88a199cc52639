import { isAscii, isUtf8 } from 'node:buffer'

/** So much is decoded at a time. */
const PIECE = 32 * 1024

/**
 * A feed's bytes as text, piece by piece. The encoding is that of the byte order mark, else what the Content-Type says, else the XML
 * declaration, else UTF-8 (RFC 7303, section 3); UTF-16 shows itself without a mark too (XML 1.0, appendix F). One that the bytes
 * cannot be is passed over, since servers and programs say what they do not know.
 */
export function* decodeFeed(body: Buffer, contentType: string | undefined): Generator<string> {
  yield* decode(body, encodingOf(body, contentType))
}

/** The label of the encoding that a feed is read in, as `TextDecoder` knows it. */
export function encodingOf(body: Buffer, contentType: string | undefined): string {
  const seen = markOf(body) ?? utf16Of(body)
  if (seen) return seen
  const said = [charsetOf(contentType), declaredIn(body), 'utf-8']
  return said.find((label) => label !== undefined && fits(label, body)) ?? likelier(body)
}

function* decode(body: Buffer, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding)
  for (let from = 0; from < body.length; from += PIECE)
    yield decoder.decode(body.subarray(from, from + PIECE), { stream: true })
  yield decoder.decode()
}

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf && isUtf8(body)) return 'utf-8'
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be'
  return undefined
}

/** XML begins with a character of ASCII, of which one byte is 0 in UTF-16. */
function utf16Of(body: Buffer): string | undefined {
  if (body.length < 2 || (body[0] === 0) === (body[1] === 0)) return undefined
  return body[0] === 0 ? 'utf-16be' : 'utf-16le'
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1]
}

function declaredIn(body: Buffer): string | undefined {
  const head = body.subarray(0, 1024).toString('latin1')
  return /^[\s\u0080-\u00ff]*<\?xml\s[^>]*?\bencoding\s*=\s*["']\s*([^\s"'>]+)/i.exec(head)?.[1]
}

/** Whether the bytes can be text in this encoding; what is UTF-8 beyond ASCII is never anything else. */
function fits(label: string, body: Buffer): boolean {
  if (!isKnown(label)) return false
  const { encoding } = new TextDecoder(label)
  if (encoding === 'utf-8') return isUtf8(body)
  // Those show themselves.
  if (encoding.startsWith('utf-16')) return false
  return isAscii(body) || !isUtf8(body)
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'replacement'
  } catch {
    return false
  }
}

/** So many characters beyond ASCII tell. */
const ENOUGH = 1000

/** UTF-8 with some damage, where most of what is beyond ASCII can be read so; else what most programs mean that say nothing. */
function likelier(body: Buffer): string {
  let [read, damaged] = [0, 0]
  for (let from = 0; from < body.length && read + damaged < ENOUGH; from += PIECE) {
    const bytes = body.subarray(from, from + PIECE)
    if (isAscii(bytes)) continue
    const text = new TextDecoder().decode(bytes)
    read += text.match(/\P{ASCII}/gu)?.length ?? 0
    damaged += text.match(/\ufffd/g)?.length ?? 0
  }
  // What is damaged was counted as read too.
  return read > 2 * damaged ? 'utf-8' : 'windows-1252'
}
