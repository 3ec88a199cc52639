import type { CompiledQuery, RawBuilder } from 'kysely'
import type pg from 'pg'
import type { Context } from '#api/context.ts'
import { withCopyClient } from '#db/copy-client.ts'

/** One view of the database, for all statements that must agree. */
export type Snapshot = {
  client: pg.Client
  /** The text of a statement without parameters, for COPY and cursors. */
  text(statement: RawBuilder<unknown>): string
  rows<Row>(statement: RawBuilder<Row>): Promise<Row[]>
}

/** How long a replica may take until it has all; else the primary is read. */
const REPLICA_MS = 1_000

/** What a book of many receipts is sorted and joined in, on the database's side. */
const WORK_MEM = '64MB'

/**
 * Does work in one read-only snapshot on a connection of its own, when it is its turn.
 * @param tz the zone that the session's days and offsets are of
 * @throws AppError not-ready where too much of this is under way
 */
export async function inSnapshot<T>(
  { database, db, exportSlots }: Pick<Context, 'database' | 'db' | 'exportSlots'>,
  tz: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const read = async (client: pg.Client) => {
    await client.query('begin isolation level repeatable read read only')
    await client.query("select set_config('timezone', $1, true), set_config('work_mem', $2, true)", [
      tz,
      WORK_MEM,
    ])
    const compile = (statement: RawBuilder<unknown>): CompiledQuery => statement.compile(db)
    return await work({
      client,
      text(statement) {
        const { sql, parameters } = compile(statement)
        if (parameters.length > 0) throw new Error('This statement takes no parameters')
        return sql
      },
      async rows(statement) {
        const { sql, parameters } = compile(statement)
        return (await client.query(sql, [...parameters])).rows
      },
    })
  }
  return await exportSlots(async () => {
    const { replica } = database
    // What the asker has just written is in it, or it is not read there.
    const source = replica && (await replica.catchUp(REPLICA_MS)) ? replica : database
    return await withCopyClient(source, read)
  })
}
