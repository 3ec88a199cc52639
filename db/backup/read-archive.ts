import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { BLOCK, paddingOf, readTarHeader } from '#db/backup/tar.ts'

/** A piece of one file in the archive. */
export type Piece = { name: string; chunk: Buffer }

/**
 * Reads a gzipped tar from its beginning to its end, with little memory.
 * @throws Error where it is damaged or cut off
 */
export async function* readArchive(file: string): AsyncGenerator<Piece> {
  let name = ''
  /** Bytes of the content, then of its padding, that are still to come. */
  let content = 0
  let padding = 0
  let header = Buffer.alloc(0)
  let ended = false
  for await (let chunk of unzip(file)) {
    while (chunk.length > 0 && !ended) {
      if (content > 0) {
        yield { name, chunk: chunk.subarray(0, content) }
        const taken = Math.min(content, chunk.length)
        content -= taken
        chunk = chunk.subarray(taken)
      } else if (padding > 0) {
        const taken = Math.min(padding, chunk.length)
        padding -= taken
        chunk = chunk.subarray(taken)
      } else {
        const taken = BLOCK - header.length
        header = Buffer.concat([header, chunk.subarray(0, taken)])
        chunk = chunk.subarray(taken)
        if (header.length < BLOCK) continue
        const entry = readTarHeader(header)
        header = Buffer.alloc(0)
        ended = entry === null
        name = entry?.name ?? ''
        content = entry?.size ?? 0
        padding = paddingOf(content)
      }
    }
  }
  if (!ended) throw new Error('the archive is cut off')
}

async function* unzip(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const plain = createGunzip()
  source.on('error', (error) => plain.destroy(error))
  source.pipe(plain)
  try {
    yield* plain
  } finally {
    source.destroy()
    plain.destroy()
  }
}
