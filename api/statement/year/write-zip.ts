import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipWriter } from '@zip.js/zip.js'
import type { Response } from 'express'

/** A file to be packed; its pieces are made when it is its turn. */
export type PackedFile = { name: string; at: Date; pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

/**
 * Packs files one after another into an answer, piece by piece as they are made. The same files are the same bytes, whatever the
 * machine's clock and zone.
 */
export async function writeZip(files: AsyncIterable<PackedFile>, res: Response): Promise<void> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const gone = new AbortController()
  const zip = new ZipWriter(writable, { useWebWorkers: false, extendedTimestamp: false, signal: gone.signal })
  const pack = async () => {
    for await (const { name, at, pieces } of files)
      await zip.add(name, ReadableStream.from(pieces), { rawLastModDate: dosTimeOf(at) })
    await zip.close()
  }
  const packed = pack()
  packed.catch((error) => res.destroy(error))
  try {
    await pipeline(Readable.fromWeb(readable), res)
  } catch (error) {
    gone.abort()
    await packed.catch(() => {})
    throw error
  }
  await packed
}

/** A time as ZIP has it, of UTC: two seconds exact, from 1980 on. */
function dosTimeOf(at: Date): number {
  const year = Math.max(0, at.getUTCFullYear() - 1980)
  const day = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}
