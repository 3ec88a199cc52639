import type { Kysely } from 'kysely'
import type { ImportJson, RefusedRow } from '#api/contract/import.ts'
import { orNotFound } from '#api/errors.ts'
import type { ImportRow } from '#db/schema/import.ts'
import type { DB } from '#db/schema/index.ts'

/** So many are shown: those of years ago are in the audit log. */
const SHOWN = 50

/** The files that were uploaded, the latest first. */
export async function listImports(db: Kysely<DB>): Promise<ImportJson[]> {
  const rows = await select(db).orderBy('id', 'desc').limit(SHOWN).execute()
  return rows.map(importAsJson)
}

/** One of them. @throws AppError not-found */
export async function getImport(db: Kysely<DB>, id: string): Promise<ImportJson> {
  return importAsJson(
    orNotFound(await select(db).where('id', '=', id).executeTakeFirst(), 'file with this id'),
  )
}

/** The rows of a file that cannot be recorded, in its order. */
export async function listRefused(db: Kysely<DB>, id: string, limit: number): Promise<RefusedRow[]> {
  return await db
    .selectFrom('import_refusals')
    .select(['row', 'reason', 'raw'])
    .where('import_id', '=', id)
    .orderBy('row')
    .orderBy('id')
    .limit(limit)
    .execute()
}

function select(db: Kysely<DB>) {
  return db
    .selectFrom('imports')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('import_refusals')
        .select(({ fn, cast }) => cast<number>(fn.countAll(), 'integer').as('count'))
        .whereRef('import_id', '=', 'imports.id')
        .as('refused_listed'),
    )
}

function importAsJson(row: ImportRow & { refused_listed: number | null }): ImportJson {
  const { id, name, kind, bytes, source, wallet, state, problem, progress, counts, checked } = row
  return {
    id,
    name,
    kind,
    bytes,
    source,
    wallet,
    state,
    problem,
    progress,
    check: checked,
    counts,
    refused_listed: row.refused_listed ?? 0,
    uploaded_at: row.uploaded_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
  }
}
