import type { Kysely } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import type { SupporterPatch } from '#api/contract/supporter.ts'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/** Changes how a supporter's name is said, and the note on them; an empty text is none. @throws AppError not-found */
export async function changeSupporter(db: Kysely<DB>, id: string, patch: SupporterPatch): Promise<void> {
  const now = orNotFound(await findSupporterId(db, id), 'supporter with this id')
  const set: SupporterPatch = {}
  if (patch.say_as !== undefined) set.say_as = patch.say_as || null
  if (patch.note !== undefined) set.note = patch.note || null
  if (Object.keys(set).length === 0) return
  await db.updateTable('supporters').set(set).where('id', '=', now).execute()
}

/** Says what a supporter is to one show; what is not said stays. @throws AppError not-found */
export async function changeShowSupporter(
  db: Kysely<DB>,
  showId: number,
  id: string,
  patch: { team?: boolean | undefined; hidden?: boolean | undefined },
): Promise<void> {
  const supporter_id = orNotFound(await findSupporterId(db, id), 'supporter with this id')
  const { team, hidden } = patch
  await db
    .insertInto('show_supporters')
    .values({ show_id: showId, supporter_id, team: team ?? false, hidden: hidden ?? false })
    .onConflict((conflict) =>
      conflict.columns(['show_id', 'supporter_id']).doUpdateSet({
        ...(team === undefined ? {} : { team }),
        ...(hidden === undefined ? {} : { hidden }),
        show_id: showId,
      }),
    )
    .execute()
}
