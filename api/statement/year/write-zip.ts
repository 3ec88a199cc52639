import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipWriter } from '@zip.js/zip.js'
import type { Response } from 'express'
import { type PackedAside, readAside } from '#api/statement/year/pack-aside.ts'

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** A file to be packed, whose pieces are made when it is its turn; or one that is packed already. */
export type PackedFile = { name: string; at: Date } & ({ pieces: Pieces } | { packed: PackedAside })

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
      if ('packed' in file) await addPacked(zip, file)
      else await zip.add(file.name, streamOf(file.pieces), { rawLastModDate: dosTimeOf(file.at) })
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

/** The method of ZIP that `packAside` packs by. */
const DEFLATE = 8

async function addPacked(
  zip: ZipWriter<unknown>,
  { name, at, packed }: { name: string; at: Date; packed: PackedAside },
): Promise<void> {
  await zip.add(name, streamOf(readAside(packed)), {
    passThrough: true,
    compressionMethod: DEFLATE,
    uncompressedSize: packed.bytes,
    crc32: packed.crc,
    rawLastModDate: dosTimeOf(at),
  })
  await rm(packed.path)
}

/** Pieces as a stream, each asked for when the one before was taken. */
function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
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

async function* asyncIteratorOf(pieces: Pieces): AsyncGenerator<Uint8Array, undefined> {
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
