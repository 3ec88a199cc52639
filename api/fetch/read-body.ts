import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * Reads a body, unpacked where it is packed; what unpacks to more than it may be is given up in the middle.
 * @param cuts so much of it is enough
 */
export async function readBody(response: IncomingMessage, maxBytes: number, cuts = false): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of decoded(response)) {
    size += chunk.length
    if (size > maxBytes) {
      response.destroy()
      if (cuts) return Buffer.concat([...chunks, chunk], maxBytes)
      throw new FetchProblem('size', `What it answers is larger than ${sayBytes(maxBytes)}.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function decoded(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return response
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding as keyof typeof DECODERS]() : null
  if (!decoder) throw new FetchProblem('network', 'It is packed in a way that Readout does not know.')
  response.on('error', (error) => decoder.destroy(error))
  return response.pipe(decoder)
}

function sayBytes(bytes: number): string {
  const kib = bytes / 1024
  return kib < 1024 ? `${Math.round(kib)} KiB` : `${Math.round(kib / 1024)} MiB`
}
