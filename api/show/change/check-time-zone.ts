import { type Kysely, sql } from 'kysely'
import { AppError } from '#api/errors.ts'
import { hasCode } from '#api/lib/errors.ts'
import type { DB } from '#db/schema/index.ts'

/** PostgreSQL: invalid parameter value. */
const INVALID = '22023'

/** Node and the database may know different zones; a show's must be one of both. @throws AppError bad-request */
export async function checkTimeZone(db: Kysely<DB>, zone: string): Promise<void> {
  try {
    await sql`select now() at time zone ${zone}`.execute(db)
  } catch (error) {
    if (!hasCode(error, INVALID)) throw error
    throw new AppError('bad-request', `The database knows no time zone ${zone}.`)
  }
}
