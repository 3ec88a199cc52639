import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { USUAL_WORDS } from '#db/packed/usual-words.ts'

/** What is packed begins with a byte that no JSON does, and then with its form. */
const MARK = 0x00
const AS_IT_IS = 0x00
const BY_USUAL_WORDS = 0x01

/** What is shorter gains nothing. */
const WORTH_PACKING = 32

/** Bytes as they lie in the database. For such short ones Deflate with words known beforehand takes less than Zstandard with them. */
export function pack(bytes: Uint8Array): Buffer {
  if (bytes.length < WORTH_PACKING) return leavePlain(bytes)
  const packed = deflateRawSync(bytes, { dictionary: USUAL_WORDS })
  if (packed.length + 2 >= bytes.length) return leavePlain(bytes)
  return Buffer.concat([Buffer.of(MARK, BY_USUAL_WORDS), packed])
}

/** Bytes as they lie there where they are not to be packed: as they are, unless they would be taken for packed. */
export function leavePlain(bytes: Uint8Array): Buffer {
  return bytes[0] === MARK ? Buffer.concat([Buffer.of(MARK, AS_IT_IS), bytes]) : Buffer.from(bytes)
}

/** The bytes that were packed, each as it was. What a version wrote that knew of no packing is as it lies. */
export function unpack(stored: Buffer): Buffer {
  if (stored[0] !== MARK) return stored
  const rest = stored.subarray(2)
  if (stored[1] === AS_IT_IS) return rest
  if (stored[1] !== BY_USUAL_WORDS) return stored
  try {
    return inflateRawSync(rest, { dictionary: USUAL_WORDS })
  } catch {
    return stored
  }
}
