import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { asResult } from '#db/prepare-statements.ts'

/** A row that is written in the transaction of the first change that is made while it waits. */
export type Companion = {
  /** What writes it, made at the last moment; a second time it changes nothing. */
  statement(): { sql: string; parameters: readonly unknown[] }
  /** Committed, or no longer wanted. */
  done: boolean
}

const waiting = new AsyncLocalStorage<Companion>()

/** Does work with a companion waiting: the change and the word of it are committed together, or neither. */
export function accompany<T>(companion: Companion, work: () => Promise<T>): Promise<T> {
  return waiting.run(companion, work)
}

/** Statements that may change something. The log itself is the companion's, and needs none. */
const CHANGES = /^\s*(insert|update|delete|merge|with)\b(?!\s+into\s+"audit_log")/i

/** Lends a pool's connections so that a companion comes into the transaction of a change, whoever makes it, and however. */
export function takeAlong(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, AccompaniedClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const accompanied = clients.get(client) ?? new AccompaniedClient(client)
      clients.set(client, accompanied)
      return accompanied
    },
  }
}

class AccompaniedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  #inTransaction = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    said: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof said !== 'string') throw new Error('Exports have cursors, on connections of their own')
    return this.#ask<R>(said, values)
  }

  async #ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const companion = waiting.getStore()
    const isWanted = companion !== undefined && !companion.done
    if (isWanted && !this.#inTransaction && CHANGES.test(text)) return this.#inOne<R>(companion, text, values)
    if (text === 'commit' && isWanted) return this.#commit<R>(companion)
    if (/^(begin|start transaction)/.test(text)) this.#inTransaction = true
    if (text === 'commit' || text === 'rollback') this.#inTransaction = false
    return asResult(await this.#client.query(text, [...values]))
  }

  /** A statement by itself, and its companion. */
  async #inOne<R>(
    companion: Companion,
    text: string,
    values: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    await this.#client.query('begin')
    this.#inTransaction = true
    try {
      const result = await this.#client.query(text, [...values])
      await this.#commit(companion)
      return asResult<R>(result)
    } catch (error) {
      this.#inTransaction = false
      await this.#client.query('rollback').catch(() => {})
      throw error
    }
  }

  async #commit<R>(companion: Companion): Promise<PostgresQueryResult<R>> {
    // Only one that has written something has a number.
    const { rows } = await this.#client.query<{ changed: boolean }>(
      'select pg_current_xact_id_if_assigned() is not null as changed',
    )
    const changed = rows[0]?.changed === true
    if (changed) {
      const { sql, parameters } = companion.statement()
      await this.#client.query(sql, [...parameters])
    }
    const result = asResult<R>(await this.#client.query('commit'))
    this.#inTransaction = false
    if (changed && result.command === 'COMMIT') companion.done = true
    return result
  }

  release(destroy?: boolean): void {
    this.#inTransaction = false
    this.#client.release(destroy)
  }
}
