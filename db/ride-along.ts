import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { asResult, LentConnection, lendConnections } from '#db/lend-connections.ts'

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

/**
 * Lends a pool's connections so that a companion comes into the transaction of a change, whoever makes it, and however.
 * @param distributed whether what is written lies elsewhere, so that the server we ask does not know of it
 */
export function takeAlong(
  pool: pg.Pool,
  onRefused: () => void = () => {},
  distributed = false,
): PostgresPool {
  return lendConnections(pool, (client) => new AccompaniedConnection(client, distributed), onRefused)
}

/** Of those, that really do where they find rows. */
const WRITES = /\b(insert\s+into|(?<!\b(for|do)\s+)update|delete\s+from|merge\s+into)\b/i

class AccompaniedConnection extends LentConnection {
  readonly #distributed: boolean
  #inTransaction = false
  #hasWritten = false

  constructor(client: pg.PoolClient, distributed: boolean) {
    super(client)
    this.#distributed = distributed
  }

  protected async ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const companion = waiting.getStore()
    const isWanted = companion !== undefined && !companion.done
    if (isWanted && !this.#inTransaction && CHANGES.test(text)) return this.#inOne<R>(companion, text, values)
    if (text === 'commit' && isWanted) return this.#commit<R>(companion)
    if (/^(begin|start transaction)/.test(text)) this.#begin(true)
    if (text === 'commit' || text === 'rollback') this.#begin(false)
    return await this.#send<R>(text, values)
  }

  #begin(inTransaction: boolean): void {
    this.#inTransaction = inTransaction
    this.#hasWritten = false
  }

  async #send<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const result = asResult<R>(await this.client.query(text, [...values]))
    if (WRITES.test(text) && Number(result.rowCount) > 0) this.#hasWritten = true
    return result
  }

  /** A statement by itself, and its companion. */
  async #inOne<R>(
    companion: Companion,
    text: string,
    values: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    await this.client.query('begin')
    this.#begin(true)
    try {
      const result = await this.#send<R>(text, values)
      await this.#commit(companion)
      return result
    } catch (error) {
      this.#begin(false)
      await this.client.query('rollback').catch(() => {})
      throw error
    }
  }

  async #commit<R>(companion: Companion): Promise<PostgresQueryResult<R>> {
    const changed = this.#distributed ? this.#hasWritten : await this.#hasNumber()
    if (changed) {
      const { sql, parameters } = companion.statement()
      await this.client.query(sql, [...parameters])
    }
    const result = asResult<R>(await this.client.query('commit'))
    this.#begin(false)
    if (changed && result.command === 'COMMIT') companion.done = true
    return result
  }

  /** Only a transaction that has written something has a number. */
  async #hasNumber(): Promise<boolean> {
    const { rows } = await this.client.query<{ changed: boolean }>(
      'select pg_current_xact_id_if_assigned() is not null as changed',
    )
    return rows[0]?.changed === true
  }

  override release(destroy?: boolean): void {
    this.#begin(false)
    super.release(destroy)
  }
}
