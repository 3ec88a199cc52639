import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/**
 * Lends a pool's connections to the query builder, each by the one object that stands for it for as long as it lives.
 * @param asLent makes that object
 * @param onRefused told that a connection could not be had
 */
export function lendConnections<Lent extends LentConnection>(
  pool: pg.Pool,
  asLent: (client: pg.PoolClient) => Lent,
  onRefused: () => void = () => {},
): Omit<PostgresPool, 'connect'> & { connect(): Promise<Lent> } {
  const lent = new WeakMap<pg.PoolClient, Lent>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        onRefused()
        throw error
      })
      const known = lent.get(client) ?? asLent(client)
      lent.set(client, known)
      return known
    },
  }
}

/** Lends them as they are. */
export function lendPlainly(pool: pg.Pool, onRefused: () => void): PostgresPool {
  return lendConnections(pool, (client) => new PlainConnection(client), onRefused)
}

/** A pool's connection that asks in a way of its own. It takes no cursors: exports have those, on connections of their own. */
export abstract class LentConnection implements PostgresPoolClient {
  protected readonly client: pg.PoolClient

  constructor(client: pg.PoolClient) {
    this.client = client
  }

  protected abstract ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    said: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof said !== 'string') throw new Error('Exports have cursors, on connections of their own')
    return this.ask<R>(said, values)
  }

  release(destroy?: boolean): void {
    this.client.release(destroy)
  }
}

class PlainConnection extends LentConnection {
  protected async ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    return asResult<R>(await this.client.query(text, [...values]))
  }
}

const COMMANDS = ['UPDATE', 'DELETE', 'INSERT', 'SELECT', 'MERGE', 'COMMIT', 'ROLLBACK'] as const

/** What `pg` answers, as the query builder reads it. */
export function asResult<R>({ command, rowCount, rows }: pg.QueryResult): PostgresQueryResult<R> {
  return { command: COMMANDS.find((each) => each === command) ?? 'SELECT', rowCount: rowCount ?? 0, rows }
}
