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
    for await (const file of files)
      await zip.add(file.name, streamOf(file), { rawLastModDate: dosTimeOf(file.at) })
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

/** Pieces as a stream, each asked for when the one before was taken. */
function streamOf({ pieces }: PackedFile): ReadableStream<Uint8Array> {
  const iterator = asyncIteratorOf(pieces)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return(undefined)
    },
  })
}

async function* asyncIteratorOf(pieces: PackedFile['pieces']): AsyncGenerator<Uint8Array, undefined> {
  yield* pieces
  return undefined
}

/** A time as ZIP has it, of UTC: two seconds exact, from 1980 on. */
function dosTimeOf(at: Date): number {
  const year = Math.max(0, at.getUTCFullYear() - 1980)
  const day = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}
