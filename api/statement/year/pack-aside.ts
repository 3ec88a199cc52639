import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file that is packed and lies on the disk. */
export type PackedAside = { path: string; bytes: number; crc: number }

export type PackingAside = {
  write(text: string): Promise<void>
  end(): Promise<PackedAside>
  /** Gives it up. */
  drop(): void
}

const PIECE = 256 * 1024

/**
 * Packs a file on the disk while it is written: a ZIP has one file after another, and two are written of one reading. Level 1, since
 * higher ones take several times as long for a fifth less.
 */
export function packAside(path: string): PackingAside {
  const deflate = createDeflateRaw({ level: 1, chunkSize: PIECE })
  const done = pipeline(deflate, createWriteStream(path, { highWaterMark: PIECE }))
  // Whoever writes or ends hears of it.
  done.catch(() => {})
  let [bytes, crc] = [0, 0]
  // One is filled while the other is packed, and none is made anew: memory that is dropped at this pace grows before it is collected.
  let [filling, other] = [Buffer.allocUnsafe(PIECE), Buffer.allocUnsafe(PIECE)]
  let used = 0
  let packing: Promise<void> = Promise.resolve()

  const pack = async (piece: Buffer) => {
    bytes += piece.length
    crc = crc32(piece, crc)
    await Promise.race([packing, done])
    packing = new Promise((resolve) => deflate.write(piece, () => resolve()))
  }
  const flush = async () => {
    const piece = filling.subarray(0, used)
    ;[filling, other] = [other, filling]
    used = 0
    if (piece.length > 0) await pack(piece)
  }
  return {
    async write(text) {
      const length = Buffer.byteLength(text)
      if (used + length > PIECE) await flush()
      if (length > PIECE) await pack(Buffer.from(text))
      else used += filling.write(text, used)
    },
    async end() {
      await flush()
      deflate.end()
      await done
      return { path, bytes, crc }
    },
    drop: () => void deflate.destroy(),
  }
}

/** The pieces of a packed file. */
export function readAside({ path }: PackedAside): AsyncIterable<Uint8Array> {
  return createReadStream(path)
}
