import type { Kysely, Transaction } from 'kysely'
import { isPassing } from '#api/intake/passing.ts'
import type { DB } from '#db/schema/index.ts'

/** How often a correction that met intake, or another one, is tried again as a whole. */
const TRIES = 5

/** Does what a host corrects in one transaction. */
export async function correct<T>(db: Kysely<DB>, work: (trx: Transaction<DB>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (!isPassing(error) || attempt === TRIES) throw error
    }
  }
}
