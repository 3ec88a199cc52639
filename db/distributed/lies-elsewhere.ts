import { type DialectAdapter, type Kysely, PostgresAdapter, PostgresDialect } from 'kysely'
import type { DB } from '#db/schema/index.ts'

class DistributedAdapter extends PostgresAdapter {}

/** PostgreSQL whose tables lie on a node behind the one that is asked. */
export class DistributedDialect extends PostgresDialect {
  override createAdapter(): DialectAdapter {
    return new DistributedAdapter()
  }
}

/** Whether the tables lie on another node than the one that is asked, which does not know where on it a row is. */
export function liesElsewhere(db: Kysely<DB>): boolean {
  return db.getExecutor().adapter instanceof DistributedAdapter
}
