import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file that is packed and lies on the disk. */
export type PackedAside = { path: string; bytes: number; packed: number; crc: number }

/**
 * Packs a file on the disk while it is written: a ZIP has one file after another, and two are written of one reading. Level 1, since
 * higher ones take several times as long for a fifth less.
 */
export function packAside(path: string): {
  write(bytes: Buffer): Promise<void>
  end(): Promise<PackedAside>
} {
  const deflate = createDeflateRaw({ level: 1 })
  const out = createWriteStream(path)
  const done = pipeline(deflate, out)
  // Whoever writes or ends hears of it.
  done.catch(() => {})
  let [bytes, crc] = [0, 0]
  return {
    async write(piece) {
      bytes += piece.length
      crc = crc32(piece, crc)
      if (!deflate.write(piece)) await Promise.race([once(deflate, 'drain'), done])
    },
    async end() {
      deflate.end()
      await done
      return { path, bytes, packed: out.bytesWritten, crc }
    },
  }
}

/** The pieces of a packed file. */
export function readAside({ path }: PackedAside): AsyncIterable<Uint8Array> {
  return createReadStream(path)
}
