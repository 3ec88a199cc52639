import type { Kysely } from 'kysely'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { WayOut } from '#db/schema/outgoing.ts'

/** A way out by its name. @throws AppError not-found */
export async function findWay(db: Kysely<DB>, name: string): Promise<WayOut> {
  const way = await db.selectFrom('ways_out').selectAll().where('name', '=', name).executeTakeFirst()
  return orNotFound(way, 'way out with this name')
}
