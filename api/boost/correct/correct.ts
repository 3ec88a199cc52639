import type { Kysely, Transaction } from 'kysely'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/** Does what a host corrects in one transaction; one that met intake, or another correction, is tried again as a whole. */
export async function correct<T>(db: Kysely<DB>, work: (trx: Transaction<DB>) => Promise<T>): Promise<T> {
  return await retryTransaction(() => db.transaction().execute(work))
}
