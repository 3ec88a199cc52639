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

/** Lends a pool's connections so that a companion comes into the transaction of a change, whoever makes it, and however. */
export function takeAlong(pool: pg.Pool, onRefused: () => void = () => {}): PostgresPool {
  return lendConnections(pool, (client) => new AccompaniedConnection(client), onRefused)
}

class AccompaniedConnection extends LentConnection {
  #inTransaction = false

  protected async ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const companion = waiting.getStore()
    const isWanted = companion !== undefined && !companion.done
    if (isWanted && !this.#inTransaction && CHANGES.test(text)) return this.#inOne<R>(companion, text, values)
    if (text === 'commit' && isWanted) return this.#commit<R>(companion)
    if (/^(begin|start transaction)/.test(text)) this.#inTransaction = true
    if (text === 'commit' || text === 'rollback') this.#inTransaction = false
    return asResult(await this.client.query(text, [...values]))
  }

  /** A statement by itself, and its companion. */
  async #inOne<R>(
    companion: Companion,
    text: string,
    values: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    await this.client.query('begin')
    this.#inTransaction = true
    try {
      const result = await this.client.query(text, [...values])
      await this.#commit(companion)
      return asResult<R>(result)
    } catch (error) {
      this.#inTransaction = false
      await this.client.query('rollback').catch(() => {})
      throw error
    }
  }

  async #commit<R>(companion: Companion): Promise<PostgresQueryResult<R>> {
    // Only one that has written something has a number.
    const { rows } = await this.client.query<{ changed: boolean }>(
      'select pg_current_xact_id_if_assigned() is not null as changed',
    )
    const changed = rows[0]?.changed === true
    if (changed) {
      const { sql, parameters } = companion.statement()
      await this.client.query(sql, [...parameters])
    }
    const result = asResult<R>(await this.client.query('commit'))
    this.#inTransaction = false
    if (changed && result.command === 'COMMIT') companion.done = true
    return result
  }

  override release(destroy?: boolean): void {
    this.#inTransaction = false
    super.release(destroy)
  }
}
