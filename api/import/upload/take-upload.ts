import { randomUUIDv7 } from 'node:crypto'
import type { Request } from 'express'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { KINDS } from '#api/import/kinds.ts'
import { recognizeFile } from '#api/import/recognize-file.ts'
import {
  importFile,
  makeImportFolder,
  measureRoom,
  removeImportFolder,
} from '#api/import/upload/import-folder.ts'
import { receiveFile } from '#api/import/upload/receive-file.ts'
import { PlainError } from '#api/lib/errors.ts'

/**
 * Takes a file that is uploaded as the body of a request, and tells what it is by what it holds.
 * @returns its id
 * @throws AppError wrong-content-type, too-large, no-room, unprocessable where it is nothing that can be read; nothing is kept then
 */
export async function takeUpload(
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  req: Request,
  name: string,
): Promise<string> {
  mustBePlain(req)
  const id = randomUUIDv7()
  await makeImportFolder(config, id)
  try {
    const file = importFile(config, id)
    const { 'content-length': length } = req.headers
    const declared = length === undefined ? null : Number(length)
    const bytes = await receiveFile(req, file, { declared, room: await measureRoom(config) })
    const kind = await recognize(file, name, now)
    const at = now()
    await db
      .insertInto('imports')
      .values({ id, name, kind, bytes, uploaded_at: at, touched_at: at })
      .execute()
    return id
  } catch (error) {
    await removeImportFolder(config, id)
    throw error
  }
}

/**
 * Another content type would let any page's form send one; one that is packed could be any size once it is unpacked.
 * @throws AppError wrong-content-type
 */
export function mustBePlain(req: Request): void {
  if (!req.is('application/octet-stream'))
    throw new AppError('wrong-content-type', 'Send the file itself, as application/octet-stream.')
  if ((req.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new AppError('wrong-content-type', 'Send the file as it is, without Content-Encoding.')
}

/** What kind of file it is. @throws AppError unprocessable where it is nothing that can be read */
export async function recognize(file: string, name: string, now: () => Date) {
  try {
    const kind = await recognizeFile(file)
    // Opens a database, and sees that it is one of Helipad's.
    await KINDS[kind].read(file, { name, source: name, now })
    return kind
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    throw new AppError('unprocessable', error.message, { cause: error })
  }
}
