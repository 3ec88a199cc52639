import { type Kysely, sql } from 'kysely'
import type { ImportState } from '#api/contract/import.ts'
import { addCounts, countItems, type Done, errorsOf, NO_COUNTS } from '#api/import/count-items.ts'
import { rangesOf } from '#api/import/upload/done-rows.ts'
import type { ImportRow } from '#db/schema/import.ts'
import type { DB } from '#db/schema/index.ts'

/** So many refused rows are listed; all are counted. */
const LISTED = 10_000
/** So much of each is shown. */
const SHOWN = 4_000

/** Somebody stopped it, or removed the file: who works at it writes no more. */
export class Withdrawn extends Error {
  override name = 'Withdrawn' as const
}

/** What is worked at, as it was begun. */
type Work = Pick<ImportRow, 'id' | 'version'>

/**
 * Notes that rows are recorded, in the transaction that records them: each counts once, however often the work was cut.
 * @throws Withdrawn
 */
export async function noteRecorded(
  trx: Kysely<DB>,
  { id, version }: Work,
  total: number,
  done: readonly Done[],
  now: Date,
): Promise<void> {
  const row = await trx
    .selectFrom('imports')
    .select('counts')
    .where('id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Withdrawn('Recording was stopped.')
  const before = row.counts ?? NO_COUNTS
  await writeRefusals(trx, id, done, before.refused)
  await trx
    .updateTable('imports')
    .set({
      counts: JSON.stringify(addCounts(before, countItems(done))),
      done: sql<string>`done + ${rangesOf(done.map(({ item }) => item.place))}::int8multirange`,
      progress: sql<number>`greatest(progress, ${partRead(done, total)}::real)`,
      touched_at: now,
    })
    .where('id', '=', id)
    .execute()
}

/**
 * Notes how far a look at a file is, with the rows that would be refused.
 * @param refused how many were before these
 * @throws Withdrawn
 */
export async function noteChecked(
  db: Kysely<DB>,
  { id, version }: Work,
  total: number,
  done: readonly Done[],
  refused: number,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({ progress: partRead(done, total), touched_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Withdrawn('The check was stopped.')
  await writeRefusals(db, id, done, refused)
}

/**
 * Ends what was begun, unless somebody stopped it meanwhile.
 * @param values what it came to
 */
export async function endPhase(
  db: Kysely<DB>,
  { id, version }: Work,
  state: ImportState,
  values: { checked?: string; problem?: string; ended_at?: Date } = {},
): Promise<void> {
  await db
    .updateTable('imports')
    .set({ state, ...values })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
}

/** Forgets which rows were refused, before they are found anew. */
export async function clearRefusals(db: Kysely<DB>, id: string): Promise<void> {
  await db.deleteFrom('import_refusals').where('import_id', '=', id).execute()
}

async function writeRefusals(
  db: Kysely<DB>,
  id: string,
  done: readonly Done[],
  before: number,
): Promise<void> {
  const rows = done
    .flatMap((each) => errorsOf(each).map((reason) => ({ item: each.item, reason })))
    .slice(0, Math.max(0, LISTED - before))
    .map(({ item, reason }) => ({ import_id: id, row: item.place, reason, raw: textOf(item.raw()) }))
  if (rows.length > 0) await db.insertInto('import_refusals').values(rows).execute()
}

/** As it stands in the file, its beginning; the database knows no NUL and no half of a letter. */
function textOf(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '')
  return text.slice(0, SHOWN).replaceAll('\0', '').toWellFormed()
}

function partRead(done: readonly Done[], total: number): number {
  const position = done.at(-1)?.item.position ?? 0
  return total > 0 ? Math.min(1, Math.max(0, position / total)) : 1
}
