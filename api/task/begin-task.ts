import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { lockRegistry } from '#db/query/locks.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'
import type { Task } from '#db/schema/task.ts'

/**
 * Decides something about what names, shows and people stand for, in one transaction, tried again where it met another: what is
 * recorded later follows it, and what was recorded before is moved by the tasks that it begins.
 */
export async function decide<T>(db: Kysely<DB>, work: (trx: Transaction<DB>) => Promise<T>): Promise<T> {
  return await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      await lockRegistry(trx)
      return await work(trx)
    }),
  )
}

/** Notes work to be done once the transaction commits. @returns the chore's id, for `workOff` */
export async function beginTask(trx: Transaction<DB>, work: Task): Promise<string> {
  const id = randomUUIDv7()
  await trx
    .insertInto('tasks')
    .values({ id, work: JSON.stringify(work) })
    .execute()
  return id
}
