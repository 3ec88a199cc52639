import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '#api/errors.ts'
import { LARGEST_UPLOAD } from '#api/import/upload/import-folder.ts'
import { hasCode } from '#api/lib/errors.ts'

const CLOSE = { headers: { Connection: 'close' } }

/**
 * Writes a body to the disk as it comes, never held as a whole.
 * @param declared its length as its sender says, where they do
 * @param room the most bytes that it may have: see `measureRoom`
 * @returns how many bytes came
 * @throws AppError too-large, no-room, bad-request where it was cut
 */
export async function receiveFile(
  body: Readable,
  path: string,
  { declared, room }: { declared: number | null; room: number },
): Promise<number> {
  if (declared !== null) mustFit(declared, room)
  let bytes = 0
  async function* measured() {
    // Who sends too much is to read why, so the line stays.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length
      mustFit(bytes, room)
      yield chunk
    }
  }
  try {
    await pipeline(measured, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    if (error instanceof AppError) throw error
    if (hasCode(error, 'ENOSPC', 'EDQUOT')) throw noRoom(error)
    if (body.destroyed && !body.readableEnded) throw cut(error)
    throw error
  }
  if (declared !== null && bytes !== declared) throw cut()
  return bytes
}

function mustFit(bytes: number, room: number): void {
  if (bytes <= room) return
  if (bytes <= LARGEST_UPLOAD) throw noRoom()
  const limit = LARGEST_UPLOAD / 1024 ** 3
  throw new AppError(
    'too-large',
    `A file may have ${limit} GiB here. Divide it, or record it at the command line: readout import.`,
    CLOSE,
  )
}

function noRoom(cause?: unknown): AppError {
  const detail =
    'There is too little room on the disk of Readout: a file takes three times its size, with what the database makes of it. Make room, then upload it again.'
  return new AppError('no-room', detail, { ...CLOSE, cause })
}

function cut(cause?: unknown): AppError {
  return new AppError('bad-request', 'The file did not come whole. Upload it again.', { ...CLOSE, cause })
}
