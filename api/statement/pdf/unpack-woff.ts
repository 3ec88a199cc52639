import { inflateSync } from 'node:zlib'

/** Bytes of a file's head, and of what it says of each table. */
const SFNT = { head: 12, entry: 16 }
const WOFF = { head: 44, entry: 20 }

/** A font packed as WOFF 1 as the file that it was before; any other as it is. Who reads a letter of a packed one unpacks all letters for it. */
export function unpackWoff(font: Buffer): Buffer {
  if (font.toString('latin1', 0, 4) !== 'wOFF') return font
  const count = font.readUInt16BE(12)
  const head = Buffer.alloc(SFNT.head + count * SFNT.entry)
  // What it is, and how many tables; the other fields of a head only help to search it.
  font.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const parts: Buffer[] = [head]
  let at = head.length
  for (let n = 0; n < count; n++) {
    const [from, to] = [WOFF.head + n * WOFF.entry, SFNT.head + n * SFNT.entry]
    const offset = font.readUInt32BE(from + 4)
    const packed = font.readUInt32BE(from + 8)
    const length = font.readUInt32BE(from + 12)
    const bytes = font.subarray(offset, offset + packed)
    // Its name and checksum; a table begins at a multiple of four.
    font.copy(head, to, from, from + 4)
    font.copy(head, to + 4, from + 16, from + 20)
    head.writeUInt32BE(at, to + 8)
    head.writeUInt32BE(length, to + 12)
    const gap = -length & 3
    parts.push(packed < length ? inflateSync(bytes) : bytes, Buffer.alloc(gap))
    at += length + gap
  }
  return Buffer.concat(parts)
}
