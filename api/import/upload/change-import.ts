import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { CheckImport, ImportKind, ImportState } from '#api/contract/import.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { KINDS } from '#api/import/kinds.ts'
import { hasImportFile, removeImportFolder } from '#api/import/upload/import-folder.ts'
import { clearRefusals } from '#api/import/upload/move-on.ts'
import type { DB } from '#db/schema/index.ts'

type Parts = Pick<Context, 'db' | 'config' | 'imports' | 'now'>

/**
 * Begins a look at what a file would add to a wallet.
 * @throws AppError not-found; conflict where it is recorded, or being recorded; unprocessable where the source reports no payments
 */
export async function beginCheck(ctx: Parts, id: string, { wallet, source }: CheckImport): Promise<void> {
  const kind = await kindOf(ctx.db, id)
  await mustReport(ctx.db, source)
  await begin(ctx, id, ['uploaded', 'checked', 'failed'], 'checking', async (trx) => {
    await clearRefusals(trx, id)
    return {
      wallet,
      source: source ?? (await nameSource(trx, kind, wallet)),
      progress: 0,
      checked: null,
      problem: null,
      ended_at: null,
    }
  })
}

/**
 * Begins to record a file that was checked, or goes on with one that was stopped.
 * @throws AppError not-found; conflict where it was not checked, or is done
 */
export async function beginRecording(ctx: Parts, id: string): Promise<void> {
  await begin(ctx, id, ['checked', 'stopped'], 'recording', async (trx, before) => {
    if (before === 'checked') await clearRefusals(trx, id)
    return before === 'checked' ? { progress: 0, counts: null, done: '{}' } : {}
  })
}

/** Stops what is under way: a check is forgotten; what is recorded stays. @throws AppError not-found, conflict */
export async function stopImport({ db, now }: Parts, id: string): Promise<void> {
  await kindOf(db, id)
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({
      state: sql<ImportState>`case when state = 'recording' then 'stopped' else 'uploaded' end`,
      version: sql<number>`version + 1`,
      touched_at: now(),
    })
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'recording'])
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('conflict', 'Nothing is under way with this file.')
}

/** Removes a file and its entry here; what is recorded stays. @throws AppError not-found */
export async function removeImport({ db, config }: Parts, id: string): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('imports').where('id', '=', id).executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not-found', 'There is no file with this id.')
  await removeImportFolder(config, id)
}

async function begin(
  { db, config, imports, now }: Parts,
  id: string,
  from: readonly ImportState[],
  to: ImportState,
  prepare: (trx: Kysely<DB>, before: ImportState) => Promise<object>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('imports')
      .select('state')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const { state } = orNotFound(row, 'file with this id')
    if (!from.includes(state)) throw new AppError('conflict', WHY_NOT[state])
    if (!(await hasImportFile(config, id)))
      throw new AppError('gone', 'This file is no longer here. Remove it, and upload it again.')
    const changes = await prepare(trx, state)
    await trx
      .updateTable('imports')
      .set({ ...changes, state: to, version: sql<number>`version + 1`, touched_at: now() })
      .where('id', '=', id)
      .execute()
  })
  imports.begin(id)
}

const WHY_NOT: Record<ImportState, string> = {
  uploaded: 'Check this file first: say which wallet received its payments.',
  checking: 'This file is being checked. Wait for its end.',
  checked: 'This file is checked already.',
  recording: 'This file is being recorded. Stop it first.',
  stopped: 'This file is recorded in part. Go on with it, or remove it.',
  done: 'This file is recorded. Upload it again, if you want to check it once more.',
  failed: 'This file cannot be read. Remove it, and upload another.',
}

async function kindOf(db: Kysely<DB>, id: string): Promise<ImportKind> {
  const row = await db.selectFrom('imports').select('kind').where('id', '=', id).executeTakeFirst()
  return orNotFound(row, 'file with this id').kind
}

/** @throws AppError unprocessable */
async function mustReport(db: Kysely<DB>, source: string | null): Promise<void> {
  if (source === null) return
  const row = await db.selectFrom('sources').select('wallet_id').where('name', '=', source).executeTakeFirst()
  if (row && row.wallet_id === null)
    throw new AppError('unprocessable', `The source "${source}" reports no payments. Choose another name.`)
}

const WORDS: Record<ImportKind, string> = {
  lnd: 'LND file',
  helipad: 'Helipad',
  alby: 'Alby file',
  lnbits: 'LNbits file',
  ndjson: 'file',
}

/** The wallet's own source of this kind, so that the same file meets itself; else a name that is free. */
export async function nameSource(db: Kysely<DB>, kind: ImportKind, wallet: string): Promise<string> {
  const known = await db
    .selectFrom('sources')
    .innerJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .select('sources.name')
    .where('wallets.name', '=', wallet)
    .where('kind', '=', KINDS[kind].sourceKind)
    .orderBy('sources.id')
    .executeTakeFirst()
  if (known) return known.name
  const name = `${wallet.slice(0, 150)} (${WORDS[kind]})`
  const taken = await db
    .selectFrom('sources')
    .select('name')
    .where('name', 'like', `${name.replaceAll(/[\\%_]/g, '\\$&')}%`)
    .execute()
  const names = new Set(taken.map((row) => row.name))
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} ${number}`
    if (!names.has(tried)) return tried
  }
}
