import type { Kysely, Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import { hasCode } from '#api/lib/errors.ts'
import { findShow } from '#api/show/find-show.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import { readShowState, type ShowState } from '#api/totals/maintain/pending.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** Where payments come without end, totals are as of a moment ago. */
const ROUNDS = 3

export type ShowTotals = { show: Show; state: ShowState }

/** The database as who asks may see it, and all of it: what is brought in is of it all. */
export type SeenAndWhole = { db: Kysely<DB>; database: { db: Kysely<DB> } }

/**
 * Reads totals of a show in one snapshot, with all in them that was committed before: what the job has not come to yet is brought in
 * first, so that no page shows a number behind the list beside it.
 * @throws AppError not-found; unprocessable where a sum is larger than can be said
 */
export async function withTotals<T>(
  { db, database }: SeenAndWhole,
  slug: string,
  read: (trx: Transaction<DB>, totals: ShowTotals) => Promise<T>,
): Promise<T> {
  const show = await findShow(db, slug)
  for (let round = 0; ; round++) {
    const answer = await readOnce(db, show, round === ROUNDS, read)
    if (answer) return answer.value
    await bringUpToDate(database.db, show.id)
  }
}

async function readOnce<T>(
  db: Kysely<DB>,
  show: Show,
  isLast: boolean,
  read: (trx: Transaction<DB>, totals: ShowTotals) => Promise<T>,
): Promise<{ value: T } | null> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  try {
    return await snapshot.execute(async (trx) => {
      const state = await readShowState(trx, show.id)
      if (!isLast && (!state || state.behind)) return null
      if (!state) throw new AppError('not-found', 'There is no show with this address.')
      if (state.error !== null) throw new AppError('unprocessable', state.error)
      return { value: await read(trx, { show, state }) }
    })
  } catch (error) {
    if (hasCode(error, '22003'))
      throw new AppError('unprocessable', `The sums of ${show.title} are larger than can be held.`, {
        cause: error,
      })
    if (hasCode(error, '22023', '22008'))
      throw new AppError('bad-request', 'There is no such time zone or day.', { cause: error })
    throw error
  }
}
