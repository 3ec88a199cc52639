import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Chore } from '#api/chore/chore.ts'
import { lockRegistry } from '#db/query/locks.ts'
import { tryAgain } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Decides something about what names, shows and people stand for, in one transaction, tried again where it met another: what is
 * recorded later follows it, and what was recorded before is moved by the chores that it begins.
 */
export async function decide<T>(db: Kysely<DB>, work: (trx: Transaction<DB>) => Promise<T>): Promise<T> {
  return await tryAgain(() =>
    db.transaction().execute(async (trx) => {
      await lockRegistry(trx)
      return await work(trx)
    }),
  )
}

/** Notes work to be done once the transaction commits. @returns the chore's id, for `workOff` */
export async function beginChore(trx: Transaction<DB>, work: Chore): Promise<string> {
  const id = randomUUIDv7()
  await trx
    .insertInto('chores')
    .values({ id, work: JSON.stringify(work) })
    .execute()
  return id
}
