import type { Request } from 'express'
import type { WalletFile } from '#api/contract/reconcile.ts'
import { AppError } from '#api/errors.ts'
import { KINDS } from '#api/import/kinds.ts'
import type { Item, Reader } from '#api/import/reader/item.ts'
import { nameSource } from '#api/import/upload/change-import.ts'
import {
  importFile,
  makeImportFolder,
  measureRoom,
  removeImportFolder,
} from '#api/import/upload/import-folder.ts'
import { receiveFile } from '#api/import/upload/receive-file.ts'
import { mustBePlain, recognize } from '#api/import/upload/take-upload.ts'
import type { Report } from '#api/intake/report.ts'
import { PlainError } from '#api/lib/errors.ts'
import { insertList, type ListParts } from '#api/reconcile/list/ask-wallet.ts'
import { createTaking, endList, STOPPED, type Taking } from '#api/reconcile/list/take-reading.ts'
import { findWallet } from '#api/wallet/find-wallet.ts'
import type { WalletListRow } from '#db/schema/reconcile.ts'

/**
 * Takes a file of what a wallet received, as the body of a request, and begins to read it; it is gone afterwards. What an upload can
 * be, it can be.
 * @param by who gives it
 * @returns the list's id
 * @throws AppError not-found, wrong-content-type, too-large, no-room, unprocessable where it is nothing that can be read
 */
export async function takeFile(ctx: ListParts, req: Request, given: WalletFile, by: string): Promise<string> {
  const { config, db, now } = ctx
  mustBePlain(req)
  const wallet = await findWallet(ctx, given.wallet)
  const id = crypto.randomUUID()
  await makeImportFolder(config, id)
  try {
    const file = importFile(config, id)
    const { 'content-length': length } = req.headers
    const declared = length === undefined ? null : Number(length)
    await receiveFile(req, file, { declared, room: await measureRoom(config) })
    const kind = await recognize(file, given.name, now)
    const { sourceKind, exactness, read } = KINDS[kind]
    const source = await nameSource(db, kind, wallet.name)
    const list = await insertList(ctx, wallet, given, {
      source,
      kind: sourceKind,
      exactness,
      asked_by: by,
      file: given.name,
    })
    const reader = await read(file, { name: given.name, source, now })
    ctx.walletLists.begin(async () => {
      await readFile(ctx, list, reader, createTaking(db, list, wallet.name, now))
      await removeImportFolder(config, id)
    })
    return list.id
  } catch (error) {
    await removeImportFolder(config, id)
    throw error
  }
}

/** Reads such a file to its end, and notes what became of it. */
export async function readFile(
  { db, log, now, stopping }: Pick<ListParts, 'db' | 'log' | 'now' | 'stopping'>,
  list: WalletListRow,
  reader: Reader,
  taking: Taking,
): Promise<void> {
  try {
    for await (const items of reader.items()) {
      stopping.throwIfAborted()
      await taking.take(items.flatMap(reportsOf), items.filter(({ reading }) => 'error' in reading).length)
    }
    await taking.end()
    await endList(db, list, { read_at: now(), balance_msat: null })
  } catch (error) {
    if (stopping.aborted) return await endList(db, list, { problem: STOPPED })
    const isPlain = error instanceof PlainError || error instanceof AppError
    log.warn({ err: error, file: list.file }, 'a file of a wallet could not be read to its end')
    const problem = isPlain
      ? error.message
      : `${list.file} cannot be read to its end. Perhaps it was cut: save it once more, then give that.`
    await endList(db, list, { problem })
  }
}

function reportsOf({ reading }: Item): Report[] {
  return 'entries' in reading ? reading.entries.map(({ report }) => report) : []
}
