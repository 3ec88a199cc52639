import type { Kysely, Transaction } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import type { SupporterPatch } from '#api/contract/supporter.ts'
import { orNotFound } from '#api/errors.ts'
import { shownName } from '#api/supporter/name-key.ts'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Changes what a supporter is called, how that is said, and the note on them; an empty text is none. Without a chosen name they have
 * again the one that they used last.
 * @throws AppError not-found
 */
export async function changeSupporter(db: Kysely<DB>, id: string, patch: SupporterPatch): Promise<void> {
  await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      const now = orNotFound(await findSupporterId(trx, id), 'supporter with this id')
      const { chosen_name, say_as, note } = patch
      const set = {
        ...(chosen_name === undefined ? {} : await nameOf(trx, now, chosen_name ?? '')),
        ...(say_as === undefined ? {} : { say_as: say_as || null }),
        ...(note === undefined ? {} : { note: note || null }),
      }
      if (Object.keys(set).length === 0) return
      await trx.updateTable('supporters').set(set).where('id', '=', now).execute()
      if (chosen_name !== undefined) await refreshNames(trx, [now])
    }),
  )
}

/** The name as it is shown; without a chosen one that which came up last, until their payments say more. */
async function nameOf(trx: Transaction<DB>, id: string, chosen: string) {
  const chosen_name = shownName(chosen) || null
  if (chosen_name !== null) return { chosen_name, name: chosen_name }
  const last = await trx
    .selectFrom('supporter_names')
    .select('name')
    .where('supporter_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { chosen_name, ...(last && { name: last.name }) }
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
