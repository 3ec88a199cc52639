import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/** More statements than this are not told apart by their texts, but by how many values they are given: those are not kept. */
const MOST = 200
/** After so many uses PostgreSQL plans anew, since tables may have grown that were small when it planned. */
const USES = 300

/**
 * Lends a pool's connections so that each keeps the statements it is sent, parsed and planned: for work that sends the same few
 * again and again, planning costs more than running them.
 */
export function prepareStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= MOST) return known
    const name = `kept_${names.size}`
    names.set(text, name)
    return name
  }
  const clients = new WeakMap<pg.PoolClient, PreparingClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const preparing = clients.get(client) ?? new PreparingClient(client, nameOf)
      clients.set(client, preparing)
      try {
        await preparing.planAnew()
      } catch (error) {
        client.release(true)
        throw error
      }
      return preparing
    },
  }
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  readonly #nameOf: (text: string) => string | undefined
  #uses = 0

  constructor(client: pg.PoolClient, nameOf: (text: string) => string | undefined) {
    this.#client = client
    this.#nameOf = nameOf
  }

  async planAnew(): Promise<void> {
    if (this.#uses < USES) return
    this.#uses = 0
    await this.#client.query('discard plans')
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    said: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof said !== 'string') throw new Error('A cursor reads what is asked once: it keeps no statement')
    return this.#keep<R>(said, values)
  }

  async #keep<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    this.#uses++
    const name = values.length > 0 ? this.#nameOf(text) : undefined
    return asResult<R>(
      await this.#client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }),
    )
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }
}

const COMMANDS = ['UPDATE', 'DELETE', 'INSERT', 'SELECT', 'MERGE', 'COMMIT', 'ROLLBACK'] as const

/** What `pg` answers, as the query builder reads it. */
export function asResult<R>({ command, rowCount, rows }: pg.QueryResult): PostgresQueryResult<R> {
  return { command: COMMANDS.find((each) => each === command) ?? 'SELECT', rowCount: rowCount ?? 0, rows }
}
